// Decides which messages reach their handlers, and when: the lifecycle of a session in the protocol.
import { ErrorCodes, type Message, type MessageStrategy } from 'vscode-languageserver';
import { isWellFormed } from './wellFormed.ts';

/** Requests that are refused get these method names, whose handler answers with the reason. */
export const REFUSALS = {
  '$/k3sInventory/notInitialized': {
    code: ErrorCodes.ServerNotInitialized,
    text: 'The server is not initialized.',
  },
  '$/k3sInventory/initializedAlready': {
    code: ErrorCodes.InvalidRequest,
    text: 'The server is initialized already.',
  },
  '$/k3sInventory/over': { code: ErrorCodes.InvalidRequest, text: 'The server was asked to shut down.' },
  '$/k3sInventory/malformed': {
    code: ErrorCodes.InvalidParams,
    text: 'Parameters are missing or of the wrong type.',
  },
} as const;

type Refusal = keyof typeof REFUSALS;
type Named = Message & { readonly method: string; readonly params?: unknown };

export interface Gate extends MessageStrategy {
  /** The client has requested `shutdown`. */
  isOver(): boolean;
}

/**
 * Lets `initialize` pass at once. The next message starts `load`, so that it takes no time before that, and all
 * messages wait in their order until it is done. If it fails, nothing passes any more. `pass` hands on what passes.
 */
export function createGate(
  load: () => Promise<void>,
  onError: (error: unknown) => void,
  pass: MessageStrategy['handleMessage'] = (message, next) => next(message),
): Gate {
  let opening: Promise<void> | undefined;
  let state: 'new' | 'initialized' | 'over' = 'new';
  let isOpen = false;
  let isBroken = false;
  async function open(): Promise<void> {
    try {
      await load();
      isOpen = true;
    } catch (error) {
      isBroken = true;
      onError(error);
    }
  }
  function refusalOf(message: Named): Refusal | undefined {
    if (state === 'over') return '$/k3sInventory/over';
    if (message.method === 'initialize' && state !== 'new') return '$/k3sInventory/initializedAlready';
    if (message.method !== 'initialize' && state === 'new') return '$/k3sInventory/notInitialized';
    return isWellFormed(message) ? undefined : '$/k3sInventory/malformed';
  }
  return {
    isOver: () => state === 'over',
    handleMessage(message, next) {
      if (!isNamed(message) || message.method === 'exit') return next(message);
      const refusal = refusalOf(message);
      // A notification has no answer.
      if (refusal && !('id' in message)) return undefined;
      if (refusal) return next({ ...message, method: refusal, params: {} } as Message);
      if (message.method === 'initialize') {
        state = 'initialized';
        return next(message);
      }
      if (message.method === 'shutdown') state = 'over';
      if (isOpen) return pass(message, next);
      opening ??= open();
      return opening.then(() => (isBroken ? undefined : pass(message, next)));
    },
  };
}

const isNamed = (message: Message): message is Named => 'method' in message;
