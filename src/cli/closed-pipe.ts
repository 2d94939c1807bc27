const CODES = ['EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_UNABLE_TO_PIPE'];

/** Whether an error says that nobody reads what we write any more. */
export const isClosedPipe = (error: unknown): boolean => CODES.includes((error as NodeJS.ErrnoException | null)?.code ?? '');
