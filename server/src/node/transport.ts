// How messages come and go, as the command line names it: the names are those that vscode-languageclient passes on.
import { Console } from 'node:console';
import {
  createServerPipeTransport,
  createServerSocketTransport,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageReader,
  type MessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

/** Both ends of a connection. */
export interface Transport {
  readonly reader: MessageReader;
  readonly writer: MessageWriter;
}

/** The standard streams unless another is named. `onEnd` is called when nobody is there any more on their other side. */
export function transportOf(args: readonly string[], onEnd: () => void): Transport {
  if (args.includes('--node-ipc'))
    return { reader: new IPCMessageReader(process), writer: new IPCMessageWriter(process) };
  const port = Number(optionValue('--socket', args));
  if (port > 0) return pair(createServerSocketTransport(port));
  const pipe = optionValue('--pipe', args);
  return pipe === undefined ? standardStreams(onEnd) : pair(createServerPipeTransport(pipe));
}

/** `--name value` or `--name=value`. */
function optionValue(name: string, args: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
  if (at < 0) return undefined;
  return args[at] === name ? args[at + 1] : args[at]?.slice(name.length + 1);
}

const pair = ([reader, writer]: [MessageReader, MessageWriter]): Transport => ({ reader, writer });

function standardStreams(onEnd: () => void): Transport {
  // What a package prints would be taken for a message.
  globalThis.console = new Console(process.stderr);
  process.stdin.once('end', onEnd).once('close', onEnd);
  return { reader: new StreamMessageReader(process.stdin), writer: new StreamMessageWriter(process.stdout) };
}
