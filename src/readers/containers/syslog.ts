import type { Container, Opened } from './container.ts';
import { writtenAt } from './written-at.ts';

/** RFC 5424 §6: priority, version, time, host, application, process, message id; then structured data and the message. */
const RFC5424 = /^<\d{1,3}>1 (\S{1,64}) \S{1,255} \S{1,48} \S{1,128} \S{1,32} (?=[-[])/;
/** RFC 3164 §4.1, the priority left out in files; its time has no year, so that it proves nothing. */
const RFC3164 = /^(?:<\d{1,3}>)?[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S{1,255} [\w./-]{1,64}(?:\[\d{1,10}\])?: ?/;
/** As rsyslog writes files: an RFC 3339 time in place of that one. */
const WITH_ISO_TIME =
  /^(?:<\d{1,3}>)?(\d{4}-\d\d-\d\dT[\d:.]{8,20}(?:Z|[+-]\d\d:\d\d)) \S{1,255} [\w./-]{1,64}(?:\[\d{1,10}\])?: ?/;

const ELEMENT_END = /(?:^|[^\\])\]/g;

/** What follows the structured data: `-`, or elements in brackets, in whose values a bracket is escaped. */
const behindStructuredData = (text: string): string | undefined => {
  if (text.startsWith('-')) return text.slice(1);
  let at = 0;
  while (text[at] === '[') {
    ELEMENT_END.lastIndex = at;
    if (!ELEMENT_END.test(text)) return undefined;
    at = ELEMENT_END.lastIndex;
  }
  return text.slice(at);
};

const stripRfc5424 = (line: string): Opened | undefined => {
  const [head, time] = RFC5424.exec(line) ?? [];
  const text = head === undefined ? undefined : behindStructuredData(line.slice(head.length));
  return text === undefined ? undefined : { text: text.replace(/^ ?\ufeff?/, ''), ...writtenAt(time) };
};

const container: Container = {
  id: 'syslog',
  title: 'syslog (RFC 5424, RFC 3164, rsyslog)',
  strip: (line) => {
    if (line.startsWith('<')) {
      const opened = stripRfc5424(line);
      if (opened) return opened;
    }
    const [head, time] = WITH_ISO_TIME.exec(line) ?? RFC3164.exec(line) ?? [];
    return head === undefined ? undefined : { text: line.slice(head.length), ...writtenAt(time) };
  },
};

export default container;
