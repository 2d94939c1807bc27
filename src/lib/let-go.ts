const { port1: nowhere, port2: closed } = new MessageChannel();
closed.close();

/** Whether a view is all that there is of its memory, so that nobody else can be looking at another part of it. */
const ownMemory = ({ buffer, byteLength }: ArrayBufferView): ArrayBuffer[] =>
  buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];

/**
 * Gives back the memory of views that nobody looks at any more; they are empty afterwards. The garbage collector would come for it
 * only when 64 MB lie about, and look through everything each time. What is handed to a port that is closed at the other end is
 * dropped at once (HTML, message ports). Views of part of a memory, or of one that threads share, are left alone.
 */
export const letGo = (...views: readonly ArrayBufferView[]): void =>
  nowhere.postMessage(null, [...new Set(views.flatMap(ownMemory))]);
