// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { findProgram, isTaken, pluginSource, pluginVersion, putPlugin, removePlugin, stablePlace } from './place.mjs'

const PLUGIN = 'tocsin@tocsin'
const HOME_PAGE = 'https://github.com/tocsin-app/tocsin'

const HELP = `Usage: tocsin-claude-plugin [--uninstall | --help | --version]

Puts the Tocsin plugin into Claude Code, or updates it: a notification on your desktop and a text
on your phone when Claude needs you. The plugin is kept in ${stablePlace()}.

  --uninstall  remove the plugin from Claude Code
  --help       show this help
  --version    show the version

Exit codes: 0 success, 1 failure, 64 usage error.`

/** Runs Claude Code's own command; what it prints is shown only if it fails. */
function claude(...args) {
  const run = spawnSync('claude', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  return { missing: run.error?.code === 'ENOENT', ok: run.status === 0, text: `${run.stdout ?? ''}${run.stderr ?? ''}`.trim() }
}

function fail(message) {
  console.error(message)
  return 1
}

function claudeIsMissing() {
  return fail(`Claude Code was not found: there is no command "claude" on your PATH.
Install Claude Code (npm install -g @anthropic-ai/claude-code), then run this again.`)
}

function sayNext() {
  if (findProgram('tocsin-hookbridge')) {
    console.log('Next: start Tocsin if it is not running (command: tocsin), then start a new Claude Code session.')
  } else {
    console.log(`Next: the app is missing. Until "tocsin" and "tocsin-hookbridge" are on your PATH the plugin does
nothing, silently. How to get them: ${HOME_PAGE}
Then start Tocsin (command: tocsin) and a new Claude Code session.`)
  }
  console.log(`To be texted too, in Claude Code:
  /tocsin:sms-login +14155550123   (your number)
  /tocsin:sms-pair 123456          (the code from the text)
New sessions are included; /tocsin:sms-stop ends the texts about one.`)
}

function install() {
  if (claude('--version').missing) return claudeIsMissing()
  const source = pluginSource()
  const place = stablePlace()
  if (isTaken(place)) return fail(`There is something else in ${place}. Please move it away, then run this again.`)
  const before = pluginVersion(place)
  try {
    putPlugin(source, place)
  } catch (error) {
    return fail(`The plugin could not be copied to ${place}: ${error.message}`)
  }
  const added = claude('plugin', 'marketplace', 'add', place)
  if (!added.ok) return fail(`Claude Code did not take the plugin's folder ${place}:\n${added.text}`)
  claude('plugin', 'marketplace', 'update', 'tocsin')
  const installed = claude('plugin', 'install', PLUGIN)
  if (!installed.ok) return fail(`Claude Code did not install the plugin:\n${installed.text}`)
  claude('plugin', 'update', PLUGIN) // clients that keep a copy of their own look at the version only
  const version = pluginVersion(place)
  console.log(
    before === undefined
      ? `The Tocsin plugin ${version} is installed in Claude Code.`
      : `The Tocsin plugin in Claude Code is up to date: ${version}.`,
  )
  sayNext()
  return 0
}

function uninstall() {
  if (claude('--version').missing) return claudeIsMissing()
  const place = stablePlace()
  const results = [claude('plugin', 'uninstall', PLUGIN), claude('plugin', 'marketplace', 'remove', 'tocsin')]
  const wrong = results.filter(result => !result.ok && !/not found|not installed/i.test(result.text))
  if (wrong.length > 0) return fail(`Claude Code did not remove the plugin:\n${wrong.map(result => result.text).join('\n')}`)
  removePlugin(place)
  console.log('The Tocsin plugin is gone from Claude Code. The app is still there.')
  return 0
}

/** Runs the command line; gives the exit code. */
export function main(args) {
  if (args.length > 1) return usage()
  switch (args[0]) {
    case undefined:
      return install()
    case '--uninstall':
      return uninstall()
    case '--help':
    case '-h':
      console.log(HELP)
      return 0
    case '--version':
    case '-v':
      console.log(packageVersion())
      return 0
    default:
      return usage()
  }
}

function packageVersion() {
  const manifest = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', 'package.json')
  return JSON.parse(fs.readFileSync(manifest, 'utf8')).version
}

function usage() {
  console.error(HELP)
  return 64
}
