import type { Container } from './container.ts';
import { writtenAt } from './written-at.ts';

/** Time, stream, tag, content: `2026-07-12T20:28:00.8Z stdout F {...}`. A line tagged `P` goes on in the next one. */
const LINE = /^(\d{4}-\d\d-\d\dT[\d:.]{8,20}(?:Z|[+-]\d\d:\d\d)) (stdout|stderr) ([FP])(?::[\w:]{0,64})? ?(.*)$/s;

const container: Container = {
  id: 'cri',
  title: 'container runtimes of Kubernetes (CRI log files)',
  strip: (line) => {
    const [, time, stream, tag, text = ''] = LINE.exec(line) ?? [];
    if (stream === undefined) return undefined;
    return { text, ...writtenAt(time), part: { stream, last: tag === 'F' } };
  },
};

export default container;
