import { parseRecord } from '../../readers/frames/parse-record.ts';

/** The value of a JSON text, bounded in depth as records are; `undefined` where it is none. */
export const parseJson = (text: string): unknown => {
  const framed = parseRecord(text, 1);
  return framed.is === 'item' ? framed.item.value : undefined;
};
