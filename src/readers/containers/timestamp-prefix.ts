import type { Container } from './container.ts';
import { writtenAt } from './written-at.ts';

/** Time, then at most dashes and a level, then JSON: `kubectl logs --timestamps`, `2026-07-12 20:28:00,123 - INFO - {...}`. */
const PREFIX =
  /^\[?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)\]?(?:[ \t]{1,8}(?:[-|:]|\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|AUDIT)\]?:?)){0,4}[ \t]{1,8}(?=\{\s{0,8}")/i;

const container: Container = {
  id: 'timestamp-prefix',
  title: 'a time before the record (kubectl logs --timestamps, loggers)',
  strip: (line) => {
    const [head, time] = PREFIX.exec(line) ?? [];
    return head === undefined ? undefined : { text: line.slice(head.length), ...writtenAt(time?.replace(',', '.')) };
  },
};

export default container;
