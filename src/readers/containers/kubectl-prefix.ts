import type { Container } from './container.ts';

const PREFIX = /^\[(?:pod|container)\/[\w./-]{1,512}\] ?/;

const container: Container = {
  id: 'kubectl-prefix',
  title: 'kubectl logs --prefix',
  strip: (line) => {
    const prefix = PREFIX.exec(line)?.[0];
    return prefix === undefined ? undefined : { text: line.slice(prefix.length) };
  },
};

export default container;
