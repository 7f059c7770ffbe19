// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const here = path.dirname(fileURLToPath(import.meta.url))
const packageDir = path.resolve(here, '..')
const all = fs.mkdtempSync(path.join(os.tmpdir(), 'tocsin-npm-'))
after(() => fs.rmSync(all, { recursive: true, force: true }))

/** The package as npm packs it, unpacked: what npx runs. */
const packed = (() => {
  // From a copy, so that tests that run side by side do not meet in the package's folder.
  const copy = path.join(all, 'copy')
  for (const name of ['plugin', 'LICENSE', 'packaging/npm'])
    fs.cpSync(path.resolve(packageDir, '../..', name), path.join(copy, name), { recursive: true })
  const pack = spawnSync('npm', ['pack', '--silent', '--offline', '--pack-destination', all], {
    cwd: path.join(copy, 'packaging/npm'),
    env: { ...process.env, npm_config_cache: path.join(all, 'cache') },
    encoding: 'utf8',
  })
  assert.equal(pack.status, 0, pack.stderr)
  const tar = spawnSync('tar', ['-xzf', path.join(all, pack.stdout.trim().split('\n').at(-1)), '-C', all])
  assert.equal(tar.status, 0)
  assert.ok(!fs.existsSync(path.join(copy, 'packaging/npm/plugin')), 'postpack tidies up')
  return path.join(all, 'package')
})()

let home
let env
beforeEach(() => {
  home = fs.mkdtempSync(path.join(all, 'home-'))
  fs.mkdirSync(path.join(home, 'bin'))
  fs.symlinkSync(path.join(here, 'fake-claude.mjs'), path.join(home, 'bin', 'claude'))
  fs.symlinkSync(process.execPath, path.join(home, 'bin', 'node'))
  // env(1), for the scripts' first lines
  fs.symlinkSync('/usr/bin/env', path.join(home, 'bin', 'env'))
  env = { HOME: home, PATH: path.join(home, 'bin'), FAKE_CLAUDE: home }
})

function run(...args) {
  const bin = path.join(packed, 'bin', 'tocsin-claude-plugin.mjs')
  return spawnSync(process.execPath, [bin, ...args], { env, encoding: 'utf8' })
}
const place = () => path.join(home, '.local/share/tocsin/claude-plugin')
const calls = () => fs.readFileSync(path.join(home, 'calls'), 'utf8').trim().split('\n')

test('the package holds the plugin and nothing of the repository besides', () => {
  for (const name of ['plugin/.claude-plugin/plugin.json', 'plugin/hooks/hooks.json', 'plugin/commands/sms-start.md', 'plugin/scripts/tocsin.sh', 'LICENSE'])
    assert.ok(fs.existsSync(path.join(packed, name)), name)
  assert.ok(!fs.existsSync(path.join(packed, 'test')))
  const version = name => JSON.parse(fs.readFileSync(path.join(packed, name), 'utf8')).version
  assert.equal(version('package.json'), version('plugin/.claude-plugin/plugin.json'))
})

test('npx runs it from a copy of the repository', () => {
  const done = spawnSync('npx', ['--offline', '--yes', path.join(all, 'copy/packaging/npm'), '--version'], {
    cwd: all,
    env: { ...process.env, HOME: home, npm_config_cache: path.join(all, 'cache'), npm_config_update_notifier: 'false' },
    encoding: 'utf8',
  })
  assert.equal(done.status, 0, done.stderr)
  assert.match(done.stdout, /^\d+\.\d+\.\d+\n$/)
})

test('installs from a place that stays', () => {
  const done = run()
  assert.equal(done.status, 0, done.stderr)
  assert.match(done.stdout, /plugin 0\.\d+\.\d+ is installed/)
  assert.match(done.stdout, /sms-login/)
  assert.match(done.stdout, /New sessions are included/) // no command is needed for them
  assert.ok(fs.existsSync(path.join(place(), '.claude-plugin/marketplace.json')))
  assert.ok(calls().includes(`plugin marketplace add ${place()}`))
  assert.ok(calls().includes('plugin install tocsin@tocsin'))
})

test('says how to get the app when it is missing, and how to start it when not', () => {
  const bridge = path.join(home, '.local/bin/tocsin-hookbridge')
  if (!fs.existsSync('/usr/bin/tocsin-hookbridge')) assert.match(run().stdout, /Next: the app is missing/)
  fs.mkdirSync(path.dirname(bridge), { recursive: true })
  fs.writeFileSync(bridge, '', { mode: 0o755 })
  assert.match(run().stdout, /start Tocsin/)
})

test('a second run updates', () => {
  run()
  fs.writeFileSync(path.join(place(), 'stale'), 'x')
  const again = run()
  assert.equal(again.status, 0, again.stderr)
  assert.match(again.stdout, /up to date/)
  assert.ok(!fs.existsSync(path.join(place(), 'stale')))
  assert.deepEqual(fs.readdirSync(path.dirname(place())), ['claude-plugin'])
})

test('follows XDG_DATA_HOME', () => {
  env.XDG_DATA_HOME = path.join(home, 'data')
  assert.equal(run().status, 0)
  assert.ok(fs.existsSync(path.join(home, 'data/tocsin/claude-plugin/hooks/hooks.json')))
})

test('says what is missing without Claude Code', () => {
  fs.rmSync(path.join(home, 'bin', 'claude'))
  const failed = run()
  assert.equal(failed.status, 1)
  assert.match(failed.stderr, /Claude Code was not found/)
  assert.ok(!fs.existsSync(place()))
})

test('leaves what is not its own', () => {
  fs.mkdirSync(place(), { recursive: true })
  fs.writeFileSync(path.join(place(), 'diary.txt'), 'dear')
  const failed = run()
  assert.equal(failed.status, 1)
  assert.match(failed.stderr, /something else/)
  assert.equal(run('--uninstall').status, 0)
  assert.equal(fs.readFileSync(path.join(place(), 'diary.txt'), 'utf8'), 'dear')
})

test('passes on what Claude Code refuses', () => {
  env.FAKE_CLAUDE_REFUSES = 'install'
  const failed = run()
  assert.equal(failed.status, 1)
  assert.match(failed.stderr, /did not install/)
  assert.match(failed.stderr, /Refused, for the test/)
})

test('uninstalls, also when there is nothing', () => {
  run()
  for (let times = 0; times < 2; ++times) {
    const gone = run('--uninstall')
    assert.equal(gone.status, 0, gone.stderr)
    assert.ok(!fs.existsSync(place()))
  }
  assert.ok(calls().includes('plugin uninstall tocsin@tocsin'))
  assert.ok(calls().includes('plugin marketplace remove tocsin'))
})

test('has help, a version, and an opinion on wrong usage', () => {
  assert.match(run('--help').stdout, /Usage/)
  assert.match(run('--version').stdout, /^0\.\d+\.\d+\n$/)
  assert.equal(run('--fly').status, 64)
  assert.equal(run('--help', '--version').status, 64)
})
