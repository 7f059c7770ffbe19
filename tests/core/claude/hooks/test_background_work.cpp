// SPDX-License-Identifier: MIT
#include "core/claude/hooks/background_work.h"
#include "core/claude/hooks/lasting_command.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

hook::BackgroundTask shell(const QString& command, const QString& status = u"running"_s)
{
    return {.id = u"b12345678"_s, .type = u"shell"_s, .status = status, .command = command};
}

hook::BackgroundTask subagent(const QString& id, const QString& status = u"running"_s)
{
    return {.id = id, .type = u"subagent"_s, .status = status, .command = {}};
}

} // namespace

class TestBackgroundWork final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countsWhatRuns()
    {
        const BackgroundWork work = backgroundWorkOf(
            hook::Stop{.backgroundTasks = {subagent(u"a1"_s), subagent(u"a2"_s, u"pending"_s),
                                           shell(u"make -j2 test"_s), shell(u"npm run dev"_s)},
                       .wakeUps = 2});
        QCOMPARE(work.agents, 2);
        QCOMPARE(work.agentIds, (QStringList{u"a1"_s, u"a2"_s}));
        QCOMPARE(work.endingCommands, 1);
        QCOMPARE(work.lastingCommands, 1);
        QCOMPARE(work.wakeUps, 2);
        QVERIFY(work.willWakeClaude());
    }
    void doesNotCountWhatIsOver()
    {
        for (const char* const status : {"completed", "failed", "killed", "stopped", ""}) {
            const QString over = QString::fromLatin1(status);
            const BackgroundWork work = backgroundWorkOf(
                hook::Stop{.backgroundTasks = {subagent(u"a1"_s, over), shell(u"make"_s, over)}});
            QCOMPARE(work.agents + work.endingCommands + work.lastingCommands, 0);
            QVERIFY(work.agentIds.isEmpty() && !work.willWakeClaude());
        }
    }
    void aDevServerDoesNotWakeClaude()
    {
        const BackgroundWork work =
            backgroundWorkOf(hook::Stop{.backgroundTasks = {shell(u"cd web && npm run dev"_s)}});
        QCOMPARE(work.lastingCommands, 1);
        QVERIFY(!work.willWakeClaude());
    }
    void aWakeUpAloneWakesClaude() { QVERIFY(backgroundWorkOf(hook::Stop{.wakeUps = 1}).willWakeClaude()); }
    void leavesOutTheSubagentThatStops()
    {
        const hook::SubagentStop stop{
            .backgroundTasks = {subagent(u"a1"_s), subagent(u"a2"_s), shell(u"make"_s)}};
        const BackgroundWork work = backgroundWorkOf(stop, u"a1"_s);
        QCOMPARE(work.agentIds, QStringList{u"a2"_s});
        QCOMPARE(work.agents, 1);
        QCOMPARE(work.endingCommands, 1);
        QCOMPARE(backgroundWorkOf(stop, {}).agents, 2);
    }
    void knowsTheTypesOfSeveralClients_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("agents");
        QTest::addColumn<int>("ending");
        QTest::addColumn<int>("lasting");
        const auto row = [](const char* type, int agents, int ending, int lasting) {
            QTest::newRow(type) << QString::fromLatin1(type) << agents << ending << lasting;
        };
        row("subagent", 1, 0, 0);
        row("local_agent", 1, 0, 0);
        row("workflow", 1, 0, 0);
        row("cloud session", 1, 0, 0);
        row("teammate", 1, 0, 0);
        row("shell", 0, 1, 0);
        row("local_bash", 0, 1, 0);
        row("MCP task", 0, 1, 0);
        row("of a newer client", 0, 1, 0);
        row("monitor", 0, 0, 1);
        row("dream", 0, 0, 0);
        row("memory save", 0, 0, 0);
    }
    void knowsTheTypesOfSeveralClients()
    {
        QFETCH(QString, type);
        QFETCH(int, agents);
        QFETCH(int, ending);
        QFETCH(int, lasting);
        const BackgroundWork work = backgroundWorkOf(hook::Stop{
            .backgroundTasks = {{.id = u"x"_s, .type = type, .status = u"running"_s, .command = {}}}});
        QCOMPARE(work.agents, agents);
        QCOMPARE(work.endingCommands, ending);
        QCOMPARE(work.lastingCommands, lasting);
    }
    void knowsCommandsThatLast_data()
    {
        QTest::addColumn<QString>("command");
        for (const char* const command : {
                 "npm run dev",
                 "npm start",
                 "npm run start:dev",
                 "npm run dev --workspace=web",
                 "npm --prefix web run dev",
                 "npm run docs:serve",
                 "npm run test:watch",
                 "cd web && npm run dev",
                 "cd web; PORT=4000 npm run dev",
                 "PORT=3000 NODE_ENV=development npm run dev > /tmp/dev.log 2>&1",
                 "npm run dev 2>&1 | tee dev.log",
                 "npm run build && npm start",
                 "(cd web && pnpm dev)",
                 "pnpm dev",
                 "pnpm --filter web dev",
                 "pnpm run dev:api",
                 "pnpm exec vite --host",
                 "yarn dev",
                 "yarn start",
                 "yarn workspace web dev",
                 "bun run dev",
                 "bun --hot src/index.ts",
                 "bun dev",
                 "deno task dev",
                 "deno run --watch -A main.ts",
                 "npx vite",
                 "npx -y vite --port 5173",
                 "npx next dev -p 3001",
                 "next dev --turbopack",
                 "next start",
                 "vite",
                 "vite preview",
                 "vite build --watch",
                 "./node_modules/.bin/vite",
                 "nuxt dev",
                 "astro dev --port 4321",
                 "ng serve --open",
                 "npx nx serve shop",
                 "turbo dev",
                 "npx turbo run dev --filter=web",
                 "npx react-scripts start",
                 "npx expo start",
                 "webpack serve --mode development",
                 "npx tsc --watch --noEmit",
                 "npx tsc -w",
                 "npx jest --watch",
                 "npx vitest --watch",
                 "vitest watch",
                 "npx tailwindcss -i in.css -o out.css --watch",
                 "npx nodemon server.js",
                 "nodemon --exec ts-node src/index.ts",
                 "npx tsx watch src/index.ts",
                 "ts-node-dev src/main.ts",
                 "node --watch app.js",
                 "node server.js",
                 "node dist/server.js",
                 "node ./bin/worker.mjs",
                 "npx http-server -p 8080",
                 "npx serve dist",
                 "npx storybook dev -p 6006",
                 "npm run storybook",
                 "npx json-server db.json",
                 "npx wrangler dev",
                 "npx concurrently \"npm:build\" \"npm run dev\"",
                 "concurrently 'vite' 'node api.js'",
                 "python manage.py runserver",
                 "python3 manage.py runserver 0.0.0.0:8000",
                 "./manage.py runserver",
                 "source .venv/bin/activate && python manage.py runserver 8001",
                 ".venv/bin/python -m http.server 8000",
                 "python3 -m http.server",
                 "python -m uvicorn app:app --reload",
                 "uvicorn app.main:app --reload --port 8000",
                 "uv run uvicorn app.main:app",
                 "poetry run flask run --debug",
                 "FLASK_APP=app flask --debug run",
                 "uv run fastapi dev main.py",
                 "gunicorn app.wsgi -b :8000",
                 "streamlit run app.py",
                 "jupyter lab --no-browser",
                 "celery -A shop worker -l info",
                 "python server.py",
                 "mkdocs serve",
                 "hugo server -D",
                 "bundle exec jekyll serve",
                 "bundle exec rails server",
                 "bin/rails s -p 3001",
                 "bin/dev",
                 "./bin/dev",
                 "foreman start -f Procfile.dev",
                 "php -S localhost:8000",
                 "php artisan serve",
                 "php artisan queue:work",
                 "mix phx.server",
                 "./gradlew bootRun",
                 "./mvnw spring-boot:run",
                 "mvn -q quarkus:dev",
                 "dotnet watch run",
                 "cargo watch -x test",
                 "air",
                 "docker compose up",
                 "docker-compose up web db",
                 "docker compose -f dev.yml up --build",
                 "sudo docker compose up",
                 "docker compose logs -f web",
                 "docker logs -f web",
                 "docker run --rm -p 8080:80 nginx",
                 "docker compose exec web npm run dev",
                 "docker exec -it web npm run dev",
                 "kubectl port-forward svc/web 8080:80",
                 "kubectl -n shop port-forward deploy/api 8080:80",
                 "kubectl logs -f deploy/web",
                 "kubectl get pods -w",
                 "tail -f /var/log/syslog",
                 "tail -n 100 -F app.log",
                 "tail -f app.log | grep --line-buffered ERROR",
                 "journalctl -u nginx -f",
                 "watch -n 5 kubectl get pods",
                 "watch ls",
                 "ssh -N -L 5432:localhost:5432 db.example.org",
                 "ssh -L 8080:localhost:80 host",
                 "ssh -fN -R 9000:localhost:9000 host",
                 "ngrok http 3000",
                 "cloudflared tunnel run",
                 "stripe listen --forward-to localhost:3000/hook",
                 "redis-server",
                 "mongod --dbpath ./data",
                 "sleep infinity",
                 "tail -f /dev/null",
                 "while true; do curl -s localhost:3000/health; sleep 5; done",
                 "while sleep 10; do date; done",
                 "bash -c 'npm run dev'",
                 "bash -lc \"cd web && npm run dev\"",
                 "nohup npm run dev &",
                 "npm run dev & npm run api & wait",
                 "env FOO=1 npm run dev",
                 "make dev",
                 "make -C web serve",
                 "make watch",
                 "just dev",
                 "./scripts/dev.sh",
                 "bash scripts/serve.sh",
                 "firebase emulators:start --only firestore",
                 "npx hardhat node",
                 "./bin/api-server --port 8080",
                 "# start it\nnpm run dev",
                 "npm run \\\n  dev",
             })
            QTest::newRow(command) << QString::fromUtf8(command);
    }
    void knowsCommandsThatLast()
    {
        QFETCH(QString, command);
        QVERIFY(isLastingCommand(command));
    }
    void takesOthersForCommandsThatEnd_data()
    {
        QTest::addColumn<QString>("command");
        for (const char* const command : {
                 "",
                 "make",
                 "make -j2 test",
                 "make build-dev",
                 "npm test",
                 "npm run build",
                 "npm run build:dev",
                 "npm run build-storybook",
                 "npm run test:server",
                 "npm run lint",
                 "npm ci && npm run build",
                 "npm install nodemon",
                 "npm install --save-dev vite",
                 "pnpm add -D vite",
                 "yarn",
                 "yarn build",
                 "yarn add serve",
                 "npx vite build",
                 "next build",
                 "npx tsc --noEmit",
                 "npx jest",
                 "npx vitest run",
                 "npx jest --watch=false",
                 "npx playwright test",
                 "npx start-server-and-test dev http://localhost:3000 e2e",
                 "npx storybook build",
                 "python manage.py migrate",
                 "python manage.py test server",
                 "python train.py",
                 "pytest tests/server",
                 "uv run pytest -k watch",
                 "node scripts/build.js",
                 "cargo build --release",
                 "cargo test --workspace watch",
                 "go test ./...",
                 "mvn -q verify",
                 "./gradlew build",
                 "docker compose up -d",
                 "docker compose up --build -d web",
                 "docker compose up --abort-on-container-exit",
                 "docker compose build",
                 "docker build -t web .",
                 "docker run --rm web pytest",
                 "docker run -d -p 8080:80 nginx",
                 "docker logs web",
                 "docker pull redis",
                 "kubectl rollout status deploy/web --watch",
                 "kubectl logs deploy/web",
                 "kubectl get pods",
                 "gh run watch 12345",
                 "gh pr checks --watch",
                 "tail -n 100 app.log",
                 "tail -f app.log | grep -m1 ready",
                 "tail -f app.log | head -n 20",
                 "timeout 60 npm run dev",
                 "timeout 300 tail -f app.log",
                 "tail --pid=4711 -f app.log",
                 "sleep 600",
                 "sleep 30 && echo done",
                 "until curl -sf localhost:3000; do sleep 1; done",
                 "while ! nc -z localhost 5432; do sleep 1; done",
                 "while true; do curl -sf localhost && break; sleep 1; done",
                 "npm run dev & sleep 5 && curl localhost:3000",
                 "npm run dev & PID=$!; sleep 3; npx playwright test; kill $PID",
                 "echo 'npm run dev'",
                 "echo \"then run: tail -f log\"",
                 "grep -rn 'docker compose up' docs",
                 "git commit -m 'Start with npm run dev'",
                 "cat > run.sh <<'EOF'\nnpm run dev\nEOF\nchmod +x run.sh",
                 "# npm run dev\nmake",
                 "ssh host uptime",
                 "rsync -a dist/ host:/srv/www/",
                 "sudo apt-get install -y nginx redis-server",
                 "brew install watchman",
                 "which vite",
                 "vite --version",
                 "npm run dev -- --help | head",
                 "journalctl -u nginx -n 50",
                 "curl -f https://example.org/health",
                 "terraform apply -auto-approve",
                 "ffmpeg -i in.mp4 out.webm",
                 "find . -name server.js",
                 "rm -rf node_modules/.vite",
                 "cp server.js dist/server.js",
                 "pkill -f 'vite'",
                 "lsof -i :3000",
                 "bash -c 'npm run build'",
                 "bash scripts/build.sh",
                 "./scripts/test-server.sh",
                 "just test",
                 "nx test server",
                 "npx nx run-many -t build",
                 "make deploy",
             })
            QTest::newRow(command) << QString::fromUtf8(command);
    }
    void takesOthersForCommandsThatEnd()
    {
        QFETCH(QString, command);
        QVERIFY(!isLastingCommand(command));
    }
    void bearsStrangeCommandLines()
    {
        for (const char* const command :
             {"'", "\"", "\\", "&", "|", ">", "&&", ";;", "$(", "<<EOF", "bash -c", "sudo", "npx", "npm",
              "yarn workspace", "A=1", "2>&1", "# ", "bash -c 'bash -c \"sh -c x\"'"})
            QVERIFY2(!isLastingCommand(QString::fromLatin1(command)), command);
        QVERIFY(!isLastingCommand(u"a "_s.repeated(20'000)));
        QVERIFY(isLastingCommand(u"npm run dev # "_s + u"x"_s.repeated(500) + u"… [+900 chars]"_s));
    }
};

QTEST_GUILESS_MAIN(TestBackgroundWork)
#include "test_background_work.moc"
