// SPDX-License-Identifier: MIT
// The login page in a real Chromium, with the real server behind it and a callback as the companion has one.
//   TOCSIN_SERVER, TOCSIN_CHROMIUM   the programs
//   TOCSIN_SCREENSHOTS               where to leave pictures, if anywhere
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import readline from 'node:readline';

import axe from 'axe-core';
import puppeteer from 'puppeteer-core';

const patience = { timeout: 120_000 }; // Debian's Node has no option for all tests
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tocsin-browser-'));
const smsLog = path.join(folder, 'texts.jsonl');
let server, base, browser, callback;

/** A program on the user's computer: what it was called back with. */
async function listener(host) {
  const calls = [];
  const waiting = [];
  const web = http.createServer((request, response) => {
    const url = new URL(request.url, 'http://x');
    response.setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><title>Back</title><h1>Back</h1>');
    if (url.pathname !== '/callback') return;
    calls.push({ ...Object.fromEntries(url.searchParams), referer: request.headers.referer });
    waiting.splice(0).forEach((done) => done());
  });
  await new Promise((done) => web.listen(0, host, done));
  const address = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${address}:${web.address().port}/callback`,
    origin: `http://${address}:${web.address().port}`,
    calls,
    called: async () => { while (!calls.length) await new Promise((done) => waiting.push(done)); return calls.shift(); },
    close: () => { web.closeAllConnections(); web.close(); },
  };
}

const loginUrl = (back, more = {}) => `${base}/login?${new URLSearchParams({ src: 'claude', callback_uri: back, state: 'nonce-1', ...more })}`;
const texts = () => (fs.existsSync(smsLog) ? fs.readFileSync(smsLog, 'utf8').trim().split('\n').filter(Boolean) : []);

async function tab({ width = 1000, dark = false, script = true } = {}) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.complaints = [];
  page.on('console', (message) => {
    // The answer to a wrong number is a 400; and there is no icon to be had.
    if (!/status of 4\d\d/.test(message.text())) page.complaints.push(message.text());
  });
  await page.setJavaScriptEnabled(script);
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }]);
  return { page, close: () => context.close() };
}

async function violations(page) {
  await page.evaluate(axe.source);
  const result = await page.evaluate(() => axe.run());
  return result.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`);
}

/** By itself, when the page is first drawn: that may be after it was loaded. */
async function fieldHasFocus(page) {
  while (!(await page.evaluate(() => document.activeElement?.id === 'phone')));
}

async function submit(page, number) {
  await page.type('#phone', number);
  await Promise.all([page.waitForNavigation(), page.click('button')]);
}

before(async () => {
  server = spawn(process.env.TOCSIN_SERVER, ['--port', '0', '--data-dir', path.join(folder, 'data'), '--sms-log', smsLog],
    { stdio: ['ignore', 'pipe', 'ignore'] });
  const lines = readline.createInterface({ input: server.stdout });
  base = await new Promise((done) => lines.once('line', (line) => done(line.split(' ').pop())));
  callback = await listener('127.0.0.1');
  browser = await puppeteer.launch({
    executablePath: process.env.TOCSIN_CHROMIUM,
    userDataDir: path.join(folder, 'profile'),
    // Root's Chromium has no sandbox (a container's tests run as root).
    args: ['--disable-gpu', '--disable-dev-shm-usage', ...(process.getuid() === 0 ? ['--no-sandbox'] : [])],
  });
});

after(async () => {
  await browser?.close();
  callback?.close();
  const ended = new Promise((done) => server.once('exit', done));
  server.kill('SIGTERM');
  await ended;
  fs.rmSync(folder, { recursive: true, force: true });
});

for (const [name, look] of Object.entries({ light: {}, dark: { dark: true }, narrow: { width: 320 }, 'narrow-dark': { width: 320, dark: true } })) {
  test(`every state of it can be used by everybody: ${name}`, patience, async () => {
    const { page, close } = await tab(look);
    const states = {
      form: async () => page.goto(loginUrl(callback.url)),
      error: async () => submit(page, '12345'),
      problem: async () => page.goto(loginUrl('http://example.com/')),
    };
    for (const [state, reach] of Object.entries(states)) {
      await reach();
      assert.deepEqual(await violations(page), [], state);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(overflow, 0, `${state} scrolls sideways`);
      if (process.env.TOCSIN_SCREENSHOTS) {
        await page.screenshot({ path: path.join(process.env.TOCSIN_SCREENSHOTS, `login-${state}-${name}.png`), fullPage: true });
      }
    }
    const colours = await page.evaluate(() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('main')).backgroundColor]);
    const bright = colours.map((c) => Number(c.match(/\d+/)[0]) > 128);
    assert.deepEqual(bright, look.dark ? [false, false] : [true, true]);
    assert.deepEqual(page.complaints, []);
    await close();
  });
}

test('without script, by keyboard alone, it goes back with all that the program needs', patience, async () => {
  const { page, close } = await tab({ script: false });
  const before = texts().length;
  await page.goto(loginUrl(callback.url, { state: 'a+b/c' }));
  await fieldHasFocus(page);
  await page.keyboard.type('+1 (415) 555-0123');
  const back = callback.called();
  await page.keyboard.press('Enter');
  const call = await back;
  assert.match(call.temp_token, /^tmp_[0-9]+_[0-9a-f]+$/);
  assert.equal(call.phone, '+1***0123');
  assert.equal(call.state, 'a+b/c');
  assert.equal(call.referer, undefined);
  await page.waitForSelector('h1');
  assert.ok(page.url().startsWith(callback.url));
  assert.equal(texts().length, before + 1);
  await close();
});

test('it goes back to [::1] too', patience, async () => {
  const v6 = await listener('::1');
  const { page, close } = await tab();
  await page.goto(loginUrl(v6.url));
  const back = v6.called();
  await submit(page, '+14155550124');
  assert.equal((await back).phone, '+1***0124');
  assert.deepEqual(page.complaints, []);
  await close();
  v6.close();
});

test('what is wrong is said at the field, and nothing is typed twice', patience, async () => {
  const { page, close } = await tab();
  await page.goto(loginUrl(callback.url));
  await submit(page, '415 555 0123');
  const seen = await page.evaluate(() => {
    const field = document.querySelector('#phone');
    return {
      described: field.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id).textContent).join(' '),
      invalid: field.getAttribute('aria-invalid'), value: field.value, focused: document.activeElement === field,
      autocomplete: field.autocomplete, label: field.labels[0].textContent, title: document.title,
      errorShown: document.querySelector('#phone-error').getBoundingClientRect().height > 0,
    };
  });
  assert.match(seen.described, /country code.*plus sign/s);
  assert.deepEqual({ ...seen, described: '' }, { described: '', invalid: 'true', value: '415 555 0123', focused: true,
    autocomplete: 'tel', label: 'Mobile number', title: 'Problem: Log in to Tocsin', errorShown: true });
  await page.$eval('#phone', (field) => { field.value = ''; });
  const back = callback.called();
  await submit(page, '+14155550125');
  assert.equal((await back).phone, '+1***0125');
  await close();
});

test('the focus can be seen', patience, async () => {
  const { page, close } = await tab();
  await page.goto(loginUrl(callback.url));
  await fieldHasFocus(page);
  for (const id of ['INPUT', 'BUTTON']) {
    const focus = await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement);
      return [document.activeElement.tagName, style.outlineStyle, style.outlineWidth];
    });
    assert.deepEqual(focus, [id, 'solid', '3px']);
    await page.keyboard.press('Tab');
  }
  await close();
});

test('another site cannot send the form, nor show it in a frame', patience, async () => {
  const before = texts().length;
  const { page, close } = await tab();
  await page.goto(loginUrl(callback.url)); // the cookie is there
  const form = await page.evaluate(() => document.querySelector('form').innerHTML);
  const elsewhere = http.createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(request.url === '/frame' ? `<iframe src="${loginUrl(callback.url).replaceAll('&', '&amp;')}"></iframe>`
      : `<form method="post" action="${base}/login/browser">${form}</form>`);
  });
  await new Promise((done) => elsewhere.listen(0, '127.0.0.1', done));
  const there = `http://localhost:${elsewhere.address().port}`; // 127.0.0.1 by a name: another site
  await page.goto(`${there}/`);
  await submit(page, '+14155550126'); // even with a form token that is ours
  assert.match(await page.$eval('#phone-error', (e) => e.textContent), /cookie/);
  assert.equal(texts().length, before);
  await page.goto(`${there}/frame`);
  assert.equal(await page.frames()[1].$('#phone'), null);
  await close();
  elsewhere.closeAllConnections();
  elsewhere.close();
});
