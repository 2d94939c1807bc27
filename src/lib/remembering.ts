/** A function that remembers its latest `most` answers; it forgets the oldest first. For pure functions of one key. */
export const remembering = <K, V>(work: (key: K) => V, most: number): ((key: K) => V) => {
  const answers = new Map<K, V>();
  return (key) => {
    const remembered = answers.get(key);
    if (remembered !== undefined || answers.has(key)) return remembered as V;
    if (answers.size >= most) answers.delete(answers.keys().next().value as K);
    const answer = work(key);
    answers.set(key, answer);
    return answer;
  };
};
