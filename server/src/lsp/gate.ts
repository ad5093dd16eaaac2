import { InitializeRequest, type Message, type MessageStrategy } from 'vscode-languageserver';

/**
 * Lets `initialize` pass at once. Whatever comes after it starts `load`, which takes nothing of the client's time until
 * then, and waits in its order until that is done. Where it fails, nothing passes any more.
 */
export function createGate(load: () => Promise<void>, onError: (error: unknown) => void): MessageStrategy {
  let opening: Promise<void> | undefined;
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
  return {
    handleMessage(message, next) {
      if (isOpen || isInitialize(message)) return next(message);
      opening ??= open();
      return opening.then(() => (isBroken ? undefined : next(message)));
    },
  };
}

const isInitialize = (message: Message): boolean =>
  'method' in message && message.method === InitializeRequest.method;
