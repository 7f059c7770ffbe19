// SPDX-License-Identifier: MIT
// The plugin's stable place: Claude Code reads it there, so it must outlive npx's cache.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const packageDir = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** Where the plugin's files are in this package, or in a copy of the repository. */
export function pluginSource() {
  const packed = path.join(packageDir, 'plugin')
  return fs.existsSync(packed) ? packed : path.resolve(packageDir, '../../plugin')
}

/** `$XDG_DATA_HOME/tocsin/claude-plugin`, by default below ~/.local/share. */
export function stablePlace(env = process.env) {
  const data = env.XDG_DATA_HOME
  const base = data && path.isAbsolute(data) ? data : path.join(os.homedir(), '.local', 'share')
  return path.join(base, 'tocsin', 'claude-plugin')
}

/** The version of the plugin that lies in `dir`; undefined if it is no plugin of ours. */
export function pluginVersion(dir) {
  try {
    const manifest = JSON.parse(fs.readFileSync(path.join(dir, '.claude-plugin', 'plugin.json'), 'utf8'))
    return manifest.name === 'tocsin' ? manifest.version : undefined
  } catch {
    return undefined
  }
}

/** True when something lies there that is not ours to replace. */
export function isTaken(dir) {
  return fs.existsSync(dir) && fs.readdirSync(dir).length > 0 && pluginVersion(dir) === undefined
}

/** Copies the plugin beside `dir` and then swaps it in, so that a session that starts meanwhile sees a whole one. */
export function putPlugin(source, dir) {
  const fresh = `${dir}.new`
  const old = `${dir}.old`
  fs.mkdirSync(path.dirname(dir), { recursive: true })
  for (const left of [fresh, old]) fs.rmSync(left, { recursive: true, force: true })
  fs.cpSync(source, fresh, { recursive: true, filter: name => path.basename(name) !== 'CMakeLists.txt' })
  if (fs.existsSync(dir)) fs.renameSync(dir, old)
  fs.renameSync(fresh, dir)
  fs.rmSync(old, { recursive: true, force: true })
}

export function removePlugin(dir) {
  if (pluginVersion(dir) !== undefined) fs.rmSync(dir, { recursive: true, force: true })
}

/** The first `name` on the PATH, or in the places the plugin's hooks look besides. */
export function findProgram(name, env = process.env) {
  const places = (env.PATH ?? '').split(path.delimiter).filter(Boolean)
  places.push(path.join(os.homedir(), '.local', 'bin'), '/usr/local/bin', '/usr/bin')
  for (const place of places) {
    const file = path.join(place, name)
    try {
      fs.accessSync(file, fs.constants.X_OK)
      if (fs.statSync(file).isFile()) return file
    } catch {
      // not there
    }
  }
  return undefined
}
