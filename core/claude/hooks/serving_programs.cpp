// SPDX-License-Identifier: MIT
#include "core/claude/hooks/serving_programs.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

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

} // namespace

QSet<QString> wordsOf(QLatin1StringView text)
{
    const QStringList words = QString{text}.simplified().split(u' ');
    return {words.begin(), words.end()};
}

bool isServing(const QString& program, const QStringList& arguments)
{
    const QString command = (QStringList{program} + arguments).join(u' ');
    return isServer(program) || isServingSubcommand(program, arguments) || isServingByOptions(command) ||
           hasWatchOption(program, command);
}

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

bool isServingTarget(const QString& name)
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

} // namespace tocsin
