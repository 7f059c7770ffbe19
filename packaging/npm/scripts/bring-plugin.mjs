// SPDX-License-Identifier: MIT
// Before `npm pack`: brings the plugin and the licence here, since a package holds nothing from above its folder.
// Afterwards, with --away: takes them away again.
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const here = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const top = path.resolve(here, '../..')

for (const name of ['plugin', 'LICENSE']) fs.rmSync(path.join(here, name), { recursive: true, force: true })
if (!process.argv.includes('--away')) {
  for (const name of ['.claude-plugin', 'commands', 'hooks', 'scripts', 'README.md'])
    fs.cpSync(path.join(top, 'plugin', name), path.join(here, 'plugin', name), { recursive: true })
  fs.copyFileSync(path.join(top, 'LICENSE'), path.join(here, 'LICENSE'))
}
