#!/usr/bin/env node
// SPDX-License-Identifier: MIT
// Stands in for `claude` where it is not installed: refuses what the real one (2.1.197, 2.1.330) was seen to refuse,
// in its words, and notes each call in $FAKE_CLAUDE/calls.
import fs from 'node:fs'
import path from 'node:path'

const dir = process.env.FAKE_CLAUDE
const args = process.argv.slice(2)
const file = path.join(dir, 'state.json')
const state = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {}
fs.appendFileSync(path.join(dir, 'calls'), `${args.join(' ')}\n`)

function end(code, text) {
  fs.writeFileSync(file, JSON.stringify(state))
  ;(code === 0 ? process.stdout : process.stderr).write(`${text}\n`)
  process.exit(code)
}
const [command, verb, ...rest] = args
if (command === '--version') end(0, '2.1.330 (Claude Code)')
if (process.env.FAKE_CLAUDE_REFUSES === args.slice(1, -1).join(' ')) end(1, '✘ Refused, for the test')
if (command !== 'plugin') end(1, `error: unknown command '${command}'`)
if (verb === 'marketplace' && rest[0] === 'add') {
  if (!/^(\.{0,2}\/|~)/.test(rest[1])) end(1, '✘ Invalid marketplace source format. Try: owner/repo, https://..., or ./path')
  if (!fs.existsSync(path.join(rest[1], '.claude-plugin', 'marketplace.json'))) end(1, '✘ Marketplace file not found')
  state.marketplace = rest[1]
  end(0, '✔ Successfully added marketplace: tocsin')
}
if (verb === 'marketplace' && !state.marketplace) end(1, "✘ Marketplace 'tocsin' not found")
if (verb === 'marketplace' && rest[0] === 'update') end(0, '✔ Successfully updated marketplace: tocsin')
if (verb === 'marketplace' && rest[0] === 'remove') {
  delete state.marketplace
  end(0, '✔ Successfully removed marketplace: tocsin')
}
if (rest[0] !== 'tocsin@tocsin') end(1, `✘ Plugin "${rest[0]}" not found`)
if (verb === 'install') {
  if (!state.marketplace) end(1, '✘ Plugin "tocsin" not found in marketplace "tocsin".')
  state.installed = true
  end(0, '✔ Successfully installed plugin: tocsin@tocsin (scope: user)')
}
if (!state.installed) end(1, '✘ Plugin "tocsin@tocsin" not found in installed plugins')
if (verb === 'update') end(0, '✔ tocsin is already at the latest version')
if (verb === 'uninstall') {
  delete state.installed
  end(0, '✔ Successfully uninstalled plugin: tocsin (scope: user)')
}
end(1, `error: unknown command '${verb}'`)
