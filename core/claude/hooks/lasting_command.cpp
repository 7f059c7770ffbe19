// SPDX-License-Identifier: MIT
#include "core/claude/hooks/lasting_command.h"

#include "core/claude/hooks/shell_words.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// Of a command inside a command inside a command.
constexpr int MaxDepth{4};

bool lasts(const QString& commandLine, int depth);

QSet<QString> wordsOf(QLatin1StringView text)
{
    const QStringList words = QString{text}.simplified().split(u' ');
    return {words.begin(), words.end()};
}

/// Programs that last whatever their arguments are.
bool isServer(const QString& program)
{
    static const QSet<QString> servers = wordsOf(
        // web servers
        "http-server live-server browser-sync lite-server serve json-server webpack-dev-server "
        "start-storybook "
        "uvicorn gunicorn hypercorn daphne granian waitress-serve http.server SimpleHTTPServer puma unicorn "
        "thin "
        "rackup shotgun ttyd code-server verdaccio "
        // other servers in the foreground
        "redis-server valkey-server postgres mysqld mysqld_safe mariadbd mongod memcached etcd "
        "rabbitmq-server "
        "nats-server elasticsearch opensearch meilisearch qdrant prometheus grafana-server mosquitto anvil "
        "ganache "
        "ganache-cli solana-test-validator tensorboard mitmproxy mitmweb mitmdump locust sidekiq dramatiq "
        "hivemind "
        "mprocs "
        // watchers
        "nodemon node-dev ts-node-dev tsnd tsc-watch chokidar onchange watchexec entr reflex air modd "
        "fswatch "
        "watchfiles watchmedo ptw pytest-watch bacon guard watch viddy hwatch "
        // followed logs and tunnels
        "stern kail autossh sshuttle ngrok cloudflared bore frpc socat localtunnel lt cloud-sql-proxy "
        "cloud_sql_proxy smee yes htop btop"_L1);
    return servers.contains(program);
}

/// Programs that last with one of these subcommands.
bool isServingSubcommand(const QString& program, const QStringList& arguments)
{
    struct Row
    {
        QSet<QString> programs;
        QSet<QString> subcommands;
    };
    static const std::array<Row, 10> rows{{
        {wordsOf(
             "vite next nuxt nuxi astro remix gatsby rsbuild vinxi docusaurus slidev vitepress vuepress waku "
             "wrangler "
             "netlify vercel sst convex expo react-native redwood rw keystone strapi payload directus "
             "react-scripts "
             "craco storybook sb tauri wails electron-forge quarkus skaffold devspace garden partykit"_L1),
         wordsOf("dev develop start serve preview"_L1)},
        {wordsOf("ng ionic vue-cli-service quasar ember trunk dx mkdocs zensical jekyll bridgetown mdbook "
                 "zola hexo hugo "
                 "eleventy ollama webpack rspack symfony rails phoenix bentoml vllm"_L1),
         wordsOf("serve server s dev start watch server:start local:server:start"_L1)},
        {wordsOf("flask quart litestar fastapi streamlit chainlit reflex shiny marimo panel bokeh langgraph "
                 "dagster "
                 "litellm caddy serverless sls func mcp inngest"_L1),
         wordsOf("run serve dev start edit up offline"_L1)},
        {wordsOf(
             "jupyter mlflow celery rq arq consul vault nomad minio firebase sam localstack minikube kubectl "
             "oc tilt "
             "stripe hookdeck foreman overmind honcho goreman process-compose hardhat dfx mix"_L1),
         wordsOf("lab notebook ui server worker beat flower agent emulators:start serve start-api "
                 "start-lambda tunnel "
                 "port-forward proxy up listen start s node phx.server"_L1)},
        {wordsOf("tsx bun deno swc graphql-codegen cargo dotnet gulp grunt vitest babel templ docker "
                 "docker-compose"_L1),
         wordsOf("watch"_L1)},
        {wordsOf("docker podman"_L1), wordsOf("stats events attach"_L1)},
        {wordsOf("artisan"_L1),
         wordsOf("serve queue:work queue:listen schedule:work horizon reverb:start octane:start pail"_L1)},
        {wordsOf("manage.py django-admin"_L1),
         wordsOf("runserver runserver_plus livereload qcluster run_huey process_tasks rqworker"_L1)},
        {wordsOf("mvn mvnw"_L1),
         wordsOf("spring-boot:run quarkus:dev jetty:run tomcat7:run liberty:dev mn:run"_L1)},
        {wordsOf("gradle gradlew"_L1),
         wordsOf("bootRun quarkusDev appRun jettyRun runServer -t --continuous"_L1)},
    }};
    for (const Row& row : rows) {
        if (!row.programs.contains(program))
            continue;
        bool mayBeValue{false};
        for (const QString& argument : arguments) {
            if (row.subcommands.contains(argument))
                return true;
            const bool isOption = argument.startsWith(u'-');
            if (!isOption && !mayBeValue)
                break;
            mayBeValue = isOption;
        }
    }
    return false;
}

/// Programs that last with certain options.
bool isServingByOptions(const QString& command)
{
    static const QRegularExpression expression{
        u"^(?:"
        "vite(?= --?(?!version)\\w|$)"
        "|parcel(?! build| help)"
        "|php -S"
        "|iex -S mix"
        "|nginx -g"
        "|sbt .*~"
        "|pydoc -b"
        "|less \\+F"
        "|log stream"
        "|tail(?!.* --pid).* (?:-\\w*[fF]|--follow)"
        "|journalctl.* (?:-\\w*f|--follow)"
        "|dmesg.* (?:-\\w*w|--follow)"
        "|inotifywait.* (?:-\\w*m|--monitor)"
        "|(?:docker|podman|nerdctl|kubectl|oc|docker-compose|heroku|fly|flyctl|railway|vercel|aws|gcloud|az)"
        "\\b.* (?:logs?|tail)\\b.* "
        "(?:-\\w*f\\b|-t\\b|--follow|--tail$)"
        "|(?:docker|podman)(?: -\\S+(?: [^-]\\S*)?)*? compose\\b.* up\\b(?!.* "
        "(?:-d|--detach|--wait|--no-start|"
        "--abort-on-container-exit|--exit-code-from))"
        "|(?:docker|podman)-compose\\b.* up\\b(?!.* "
        "(?:-d|--detach|--wait|--no-start|--abort-on-container-exit|"
        "--exit-code-from))"
        "|(?:docker|podman) compose\\b.* watch\\b"
        "|(?:docker|podman|nerdctl) run\\b(?!.* (?:-\\w*d\\w*|--detach)(?: |$)).* "
        "(?:-p|--publish|-P\\b|--net(?:work)?=host)"
        "|(?:kubectl|oc)\\b.* get\\b.* (?:-w\\b|--watch)"
        "|(?:kubectl|oc) (?:-\\S+ \\S+ )*port-forward"
        "|ssh\\b.* -(?:\\w*N|[LRD])"
        "|(?:nc|ncat|netcat)\\b.* -\\w*l"
        "|(?:node|bun|deno|python[0-9.]*)\\b.* --(?:watch|hot)\\b"
        "|sleep (?:infinity|inf|[0-9]+d|[0-9]{6,})"
        "|aws ssm start-session"
        "|pm2 logs"
        "|adb\\b.* logcat(?!.* -\\w*[dgct])"
        "|(?:dev|serve|server|watch|start-dev|dev-server|devserver|run-dev|run-server|runserver|run_server)"
        "\\."
        "(?:sh|bash|zsh|py|rb|[cm]?js|ts)(?= |$)"
        ")"_s};
    return expression.match(command).hasMatch();
}

/// `node dist/server.js`, `python worker.py`: by the name of what an interpreter runs.
bool isServerScript(const QString& path)
{
    static const QRegularExpression name{
        u"(?:^|[/"
        u"._-])(?:dev-?server|server|serve|daemon|worker|watch|watcher|bot|listener|consumer|scheduler)"
        "(?:\\.\\w+)?$"_s,
        QRegularExpression::CaseInsensitiveOption};
    static const QRegularExpression test{u"(?:^|[/._-])(?:tests?|specs?|build|check)(?:[/._-]|$)"_s,
                                         QRegularExpression::CaseInsensitiveOption};
    return name.match(path).hasMatch() && !test.match(path).hasMatch();
}

bool isInterpreter(const QString& program)
{
    static const QRegularExpression interpreter{
        u"^(?:node|nodejs|tsx|ts-node|bun|deno|python[0-9.]*|py|pypy3?|ruby|perl|php|java)$"_s};
    return interpreter.match(program).hasMatch();
}

/// `--watch` makes nearly everything last; not what waits for the end of something.
bool hasWatchOption(const QString& program, const QString& command)
{
    static const QSet<QString> waits =
        wordsOf("gh glab kubectl oc hub argocd grep rg git echo printf cat"_L1);
    static const QRegularExpression longOption{
        u" --(?:watch|watch-all|watchAll|live-reload|livereload|auto-reload|reload)(?:=(?!false|0|no)\\S*)?(?= |$)"_s};
    static const QRegularExpression shortOption{
        u"^(?:tsc|rollup|webpack|babel|tsup|sass|tailwindcss|postcss|swc|lessc|esbuild|unocss|mocha|ava|elm-"
        u"test|"
        "coffee|pug|stylus|microbundle|tsc-watch|dotnet|latexmk|typst|quarto)(?: .*?)? (?:-w|-pvc|--serve\\S*|watch)(?= |$)"_s};
    return !waits.contains(program) &&
           (longOption.match(command).hasMatch() || shortOption.match(command).hasMatch());
}

/// A script of package.json or a target of a Makefile, by its name: `dev`, `start:api`, `docs:serve`, but not
/// `build:dev`.
bool isLastingScript(const QString& name)
{
    static const QRegularExpression separators{u"[:._/-]"_s};
    static const QSet<QString> lasting =
        wordsOf("dev develop start serve server preview storybook watch hot live tunnel runserver "
                "devserver worker"_L1);
    static const QSet<QString> ending =
        wordsOf("build test tests lint check typecheck compile install migrate seed deploy generate "
                "format e2e clean setup ci stop kill restart down image deps bundle release publish "
                "reset codegen bench docs fix init"_L1);
    const QStringList parts = name.toLower().split(separators, Qt::SkipEmptyParts);
    const auto has = [&](const QSet<QString>& words) {
        return std::any_of(parts.begin(), parts.end(),
                           [&](const QString& part) { return words.contains(part); });
    };
    if (parts.contains(u"watch"_s) || parts.contains(u"serve"_s))
        return true;
    // `docs:dev` is a server for the documentation.
    const bool ends =
        has(ending) && !(parts.contains(u"docs"_s) && parts.size() == 2 && parts.last() == u"dev"_s);
    return has(lasting) && !ends;
}

/// Programs that run what follows them, with the options of theirs that take a value.
bool isWrapper(const QString& program)
{
    static const QSet<QString> wrappers =
        wordsOf("sudo doas nohup exec command time nice ionice env setsid stdbuf unbuffer xvfb-run "
                "dotenv dotenvx cross-env env-cmd npx bunx pnpx uvx pipx caffeinate winpty firejail do "
                "then else if ! { elif eval systemd-run dbus-run-session corepack chronic taskset chrt "
                "catchsegv faketime watchdog"_L1);
    return wrappers.contains(program);
}

bool isAssignment(const QString& word)
{
    static const QRegularExpression assignment{u"^[A-Za-z_][A-Za-z0-9_]*\\+?="_s};
    return assignment.match(word).hasMatch();
}

/// Takes options and assignments off the front.
QStringList withoutOptions(QStringList words)
{
    static const QSet<QString> withValue =
        wordsOf("-u -g -n -p -e -f -c -s -C --package --user --cwd --dir --prefix --filter -F "
                "--env-file --with --project --directory -w --workspace"_L1);
    while (!words.isEmpty() && (words.first().startsWith(u'-') || isAssignment(words.first()))) {
        const bool takesValue = withValue.contains(words.first());
        words.removeFirst();
        if (takesValue && !words.isEmpty())
            words.removeFirst();
    }
    return words;
}

bool wordsLast(QStringList words, int depth);

/// npm, pnpm, yarn and bun: their own commands, scripts, and programs of packages.
bool packageManagerLasts(const QString& program, QStringList words, int depth)
{
    words = withoutOptions(std::move(words));
    if (words.isEmpty())
        return false;
    static const QSet<QString> runners = wordsOf("run run-script exec dlx x workspace task"_L1);
    bool isRun{false};
    while (words.size() > 1 && runners.contains(words.first())) {
        isRun = true;
        const bool namesPackage = words.first() == "workspace"_L1;
        words = withoutOptions(words.mid(namesPackage ? 2 : 1));
        if (words.isEmpty())
            return false;
    }
    static const QSet<QString> own =
        wordsOf("install i ci add test t build publish audit update remove create init link pack view "
                "outdated ls list"_L1);
    if (!isRun && own.contains(words.first()))
        return false;
    const bool isScript = isRun || program != "npm"_L1 || words.first() == "start"_L1;
    return (isScript && isLastingScript(words.first())) || wordsLast(words, depth);
}

bool wrappedLasts(const QString& program, const QStringList& words, int depth)
{
    if (isWrapper(program))
        return wordsLast(withoutOptions(words), depth);
    if (program == "npm"_L1 || program == "pnpm"_L1 || program == "yarn"_L1 || program == "bun"_L1 ||
        program == "deno"_L1)
        return packageManagerLasts(program, words, depth);
    static const QSet<QString> runners =
        wordsOf("uv poetry pipenv pdm hatch rye pixi conda bundle mise asdf doppler op devbox direnv "
                "nix aws-vault infisical heroku railway docker podman docker-compose kubectl ddev "
                "lando sail vagrant fly"_L1);
    static const QSet<QString> verbs = wordsOf("run exec x develop -c --command ssh"_L1);
    if (runners.contains(program)) {
        const auto verb = std::find_if(words.begin(), words.end(),
                                       [](const QString& word) { return verbs.contains(word); });
        if (verb == words.end())
            return false;
        const QStringList rest = withoutOptions(words.mid(verb - words.begin() + 1));
        // The container, the host or the profile is named first.
        static const QSet<QString> naming =
            wordsOf("docker podman docker-compose kubectl vagrant direnv aws-vault"_L1);
        return wordsLast(naming.contains(program) ? withoutOptions(rest.mid(1)) : rest, depth);
    }
    static const QSet<QString> monorepoTools = wordsOf("nx turbo lerna moon"_L1);
    if (monorepoTools.contains(program)) { // what they run comes first, then the projects
        QStringList rest = withoutOptions(words);
        if (!rest.isEmpty() && rest.first() == "run"_L1)
            rest = withoutOptions(rest.mid(1));
        return !rest.isEmpty() && isLastingScript(rest.first());
    }
    static const QSet<QString> targets = wordsOf(
        "make gmake just task go-task rake invoke inv mage wireit npm-run-all run-p run-s composer nps poe"_L1);
    if (targets.contains(program))
        return std::any_of(words.begin(), words.end(), [](const QString& word) {
            return !word.startsWith(u'-') && !word.contains(u'=') && isLastingScript(word);
        });
    if (program == "concurrently"_L1)
        return std::any_of(words.begin(), words.end(),
                           [&](const QString& word) { return lasts(word, depth); });
    return false;
}

bool isShell(const QString& program)
{
    static const QSet<QString> shells = wordsOf("sh bash zsh dash fish ksh su script"_L1);
    return shells.contains(program);
}

/// `sh -c '…'`, or a script.
bool shellLasts(const QStringList& words, int depth)
{
    static const QRegularExpression commandOption{u"^(?:-\\w*c|--command)$"_s};
    const qsizetype option = words.indexOf(commandOption);
    if (option >= 0)
        return option + 1 < words.size() && lasts(words.at(option + 1), depth);
    const QStringList rest = withoutOptions(words);
    return !rest.isEmpty() && wordsLast(rest, depth);
}

/// `python -m module` and `python script.py`.
bool interpretedLasts(QStringList words, int depth)
{
    if (words.size() > 1 && words.first() == "-m"_L1)
        return wordsLast(words.mid(1), depth);
    if (!words.isEmpty() && words.first() == "run"_L1) // bun, deno
        words.removeFirst();
    words = withoutOptions(std::move(words));
    return !words.isEmpty() && (isServerScript(words.first()) || wordsLast(words, depth));
}

bool wordsLast(QStringList words, int depth)
{
    words = withoutOptions(std::move(words));
    if (words.isEmpty() || depth > MaxDepth)
        return false;
    static const QSet<QString> informs = wordsOf("--help --version -h -V"_L1);
    if (words.size() == 2 && informs.contains(words.last()))
        return false;
    const QString program = words.first().section(u'/', -1);
    if (program == "timeout"_L1 || program == "gtimeout"_L1 || program == "start-server-and-test"_L1 ||
        program == "wait-on"_L1)
        return false;
    if (isShell(program))
        return shellLasts(words.mid(1), depth + 1);
    const QStringList arguments = words.mid(1);
    if (isInterpreter(program) && interpretedLasts(arguments, depth + 1))
        return true;
    const QString command = (QStringList{program} + arguments).join(u' ');
    const bool isOwnServer = words.first().contains(u'/') && isServerScript(words.first());
    return isServer(program) || isOwnServer || words.first().endsWith("bin/dev"_L1) ||
           isServingSubcommand(program, arguments) || isServingByOptions(command) ||
           hasWatchOption(program, command) || wrappedLasts(program, arguments, depth + 1);
}

/// A loop without an end of its own.
bool isEndlessLoop(const QString& commandLine)
{
    static const QRegularExpression loop{
        u"\\b(?:while (?:true|:|sleep \\S+|\\[ ?1 ?\\]|\\(\\( ?1 ?\\)\\)|inotifywait\\b[^;]*)|until false|for \\(\\( ?; ?; ?\\)\\)) *[;\\n]"_s};
    static const QRegularExpression wayOut{u"\\b(?:break|exit|return|kill)\\b"_s};
    return loop.match(commandLine).hasMatch() && !wayOut.match(commandLine).hasMatch();
}

/// `tail -f log | grep -m1 ready` ends with its reader.
bool endsItsWriter(const QStringList& words)
{
    static const QRegularExpression reader{
        u"^(?:\\S*/)?(?:head\\b|timeout\\b|(?:e|f)?grep\\b.* -\\w*[qm]|rg\\b.* -\\w*[qm]|sed\\b.*q\\b)"_s};
    return reader.match(words.join(u' ')).hasMatch();
}

bool lasts(const QString& commandLine, int depth)
{
    if (isEndlessLoop(commandLine))
        return true;
    const std::vector<ShellCommand> commands = shellCommands(commandLine);
    for (auto command = commands.begin(); command != commands.end(); ++command) {
        if (!wordsLast(command->words, depth))
            continue;
        const auto next = command + 1;
        if (command->end == ShellSeparator::Pipe && next != commands.end() && endsItsWriter(next->words))
            continue;
        // In the background of its shell it ends with the shell, unless that waits.
        const bool isLeft =
            command->end == ShellSeparator::Background &&
            std::any_of(next, commands.end(),
                        [](const ShellCommand& later) { return later.end != ShellSeparator::Background; }) &&
            std::none_of(next, commands.end(), [](const ShellCommand& later) {
                return later.words.first() == "wait"_L1 || later.words.first() == "fg"_L1;
            });
        if (!isLeft)
            return true;
    }
    return false;
}

} // namespace

bool isLastingCommand(const QString& commandLine)
{
    return lasts(commandLine, 0);
}

} // namespace tocsin
