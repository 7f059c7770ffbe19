// SPDX-License-Identifier: MIT
// A login by way of a real Chromium: the real app and bridge, the real server, and an xdg-open that tells us what
// the app would have shown.
//   TOCSIN_SERVER, TOCSIN_APP, TOCSIN_BRIDGE, TOCSIN_CHROMIUM   the programs
//   TOCSIN_SCREENSHOTS                                          where to leave pictures, if anywhere
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import readline from 'node:readline';

import axe from 'axe-core';
import puppeteer from 'puppeteer-core';

const patience = { timeout: 120_000 }; // Debian's Node has no option for all tests
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tocsin-login-'));
const inside = (name) => path.join(folder, name);
let server, app, browser, environment;

/** When `name` is in our folder. */
async function appeared(name) {
  const events = fs.promises.watch(folder);
  if (fs.existsSync(inside(name))) return;
  for await (const event of events) if (event.filename === name && fs.existsSync(inside(name))) return;
}

/** The bridge, run to its end. */
async function bridge(args, input = '') {
  const child = spawn(process.env.TOCSIN_BRIDGE, args, { env: environment });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { said += data; });
  child.stdin.on('error', () => {}); // who needs no input may have ended before it is written
  child.stdin.end(input);
  const code = await new Promise((done) => child.once('close', done));
  return { code, said };
}

async function ended(child) {
  if (!child || child.exitCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await gone;
}

before(async () => {
  server = spawn(process.env.TOCSIN_SERVER, ['--port', '0', '--data-dir', inside('data'), '--sms-log', inside('texts.jsonl')],
    { stdio: ['ignore', 'pipe', 'ignore'] });
  const line = await new Promise((done) => readline.createInterface({ input: server.stdout }).once('line', done));
  fs.mkdirSync(inside('bin'));
  // Written aside and renamed: who waits for it finds all of it.
  fs.writeFileSync(inside('bin/xdg-open'), '#!/bin/sh\nprintf %s "$1" >"$TOCSIN_OPENED.new" && mv "$TOCSIN_OPENED.new" "$TOCSIN_OPENED"\n',
    { mode: 0o755 });
  environment = { ...process.env, LC_ALL: 'C.UTF-8', PATH: `${inside('bin')}:${process.env.PATH}`, TOCSIN_OPENED: inside('opened'),
    TOCSIN_SOCKET: inside('t.sock'), CLAUDE_SMS_SERVER_URL: line.split(' ').pop() };
  app = spawn(process.env.TOCSIN_APP, ['--hidden', '--token-store=file'], { env: environment, stdio: 'ignore' });
  browser = await puppeteer.launch({
    executablePath: process.env.TOCSIN_CHROMIUM,
    userDataDir: inside('profile'),
    // Root's Chromium has no sandbox (a container's tests run as root).
    args: ['--disable-gpu', '--disable-dev-shm-usage', ...(process.getuid() === 0 ? ['--no-sandbox'] : [])],
  });
  await appeared('t.sock');
});

after(async () => {
  await browser?.close();
  await ended(app);
  await ended(server);
  fs.rmSync(folder, { recursive: true, force: true });
});

test('from the command to the page, the number, the last page and the login', patience, async () => {
  const begun = await bridge(['login', '--browser']);
  assert.equal(begun.code, 0, begun.said);
  assert.match(begun.said, /Enter your phone number in the browser/);
  await appeared('opened');
  const address = fs.readFileSync(inside('opened'), 'utf8');

  const page = await browser.newPage();
  const complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(address);
  await page.type('#phone', '+1 415 555 0123');
  await Promise.all([page.waitForNavigation(), page.click('button')]);

  assert.equal(page.url(), `${new URL(new URL(address).searchParams.get('callback_uri')).origin}/done`);
  assert.equal(await page.$eval('h1', (h1) => h1.textContent), 'Enter the code in Tocsin');
  assert.equal(await page.evaluate(() => document.referrer), '');
  assert.deepEqual(complaints, []); // nothing that its own policy forbids
  assert.ok(asked.some((url) => url.includes('temp_token=tmp_')));
  const history = await (await page.createCDPSession()).send('Page.getNavigationHistory');
  assert.ok(!JSON.stringify(history).includes('temp_token'));
  for (const [mode, width] of [['light', 1000], ['dark', 1000], ['dark', 320]]) {
    await page.setViewport({ width, height: 700 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: mode }]);
    await page.evaluate(axe.source);
    const result = await page.evaluate(() => axe.run());
    assert.deepEqual(result.violations.map((v) => v.id), [], mode);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
    const bright = await page.evaluate(() => Number(getComputedStyle(document.body).backgroundColor.match(/\d+/)[0]) > 128);
    assert.equal(bright, mode === 'light');
    if (process.env.TOCSIN_SCREENSHOTS) {
      await page.screenshot({ path: path.join(process.env.TOCSIN_SCREENSHOTS, `login-done-${mode}-${width}.png`) });
    }
  }

  const code = fs.readFileSync(inside('texts.jsonl'), 'utf8').match(/\b\d{6}\b/)[0];
  const paired = await bridge(['pair'], `${code}\n`);
  assert.equal(paired.code, 0, paired.said);
  assert.match(paired.said, /You are logged in as \+1\*\*\*0123/);
});
