import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

export interface Place {
  readonly line: number
  readonly character: number
}

interface Finding {
  readonly message: string
  readonly range: { readonly start: Place }
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
}

export interface LanguageServer {
  /** Opens a text as a file; gives what the server finds in it. */
  open(path: string, text: string): Promise<readonly Finding[]>
  /** What it offers at a place, as the labels that an editor shows. */
  complete(path: string, at: Place): Promise<readonly string[]>
  hover(path: string, at: Place): Promise<string>
  stop(): void
}

/** The YAML language server that VS Code, Neovim and others run, over stdio; undefined where it is not installed. */
export async function startLanguageServer(settings: object = {}): Promise<LanguageServer | undefined> {
  let program: string
  try {
    const require = createRequire(import.meta.url)
    program = require.resolve('yaml-language-server/bin/yaml-language-server')
  } catch {
    return undefined
  }
  const child = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const waiting = new Map<number, (result: unknown) => void>()
  const found = new Map<string, (findings: readonly Finding[]) => void>()
  let serial = 0
  const send = (message: object): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message })
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }
  const ask = (method: string, params: object): Promise<unknown> => {
    serial += 1
    send({ id: serial, method, params })
    return new Promise((done) => waiting.set(serial, done))
  }
  const take = ({ id, method, params, result }: Message): void => {
    if (method === 'workspace/configuration') {
      const { items } = params as { readonly items: readonly { readonly section: string }[] }
      send({ id, result: items.map(({ section }) => (section === 'yaml' ? settings : {})) })
    } else if (method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = params as { readonly uri: string; readonly diagnostics: readonly Finding[] }
      found.get(uri)?.(diagnostics)
    } else if (method !== undefined) {
      if (id !== undefined) send({ id, result: null })
    } else if (id !== undefined) waiting.get(id)?.(result)
  }
  let bytes = Buffer.alloc(0)
  child.stdout.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk])
    for (;;) {
      const start = bytes.indexOf('\r\n\r\n')
      const [, length] = /Content-Length: (\d+)/i.exec(bytes.subarray(0, Math.max(start, 0)).toString()) ?? []
      const end = start + 4 + Number(length)
      if (start < 0 || bytes.length < end) return
      const body = bytes.subarray(start + 4, end).toString()
      bytes = bytes.subarray(end)
      take(JSON.parse(body) as Message)
    }
  })
  await ask('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      textDocument: { completion: { completionItem: {} }, hover: { contentFormat: ['markdown'] } },
      workspace: { configuration: true },
    },
  })
  send({ method: 'initialized', params: {} })
  send({ method: 'workspace/didChangeConfiguration', params: { settings: { yaml: settings } } })
  const uriOf = (path: string): string => pathToFileURL(path).href
  return {
    open: (path, text) => {
      const uri = uriOf(path)
      const findings = new Promise<readonly Finding[]>((done) => found.set(uri, done))
      send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'yaml', version: 1, text } } })
      return findings
    },
    complete: async (path, position) => {
      const params = { textDocument: { uri: uriOf(path) }, position }
      const result = (await ask('textDocument/completion', params)) as { readonly items: { readonly label: string }[] }
      return result.items.map(({ label }) => label)
    },
    hover: async (path, position) => {
      const params = { textDocument: { uri: uriOf(path) }, position }
      const result = (await ask('textDocument/hover', params)) as {
        readonly contents: { readonly value: string }
      } | null
      return result?.contents.value ?? ''
    },
    stop: () => child.kill(),
  }
}
