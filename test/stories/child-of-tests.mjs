// A process that plays as a test wants it to: answers, tells one result and stays silent, fails, or ends.
process.once('message', ({ title }) => {
  if (title === 'ends') process.exit(3);
  const outcome = title === 'fails' ? 'failed' : 'passed';
  const result = { file: 'T01.yaml', id: 'T01', title: 'A story', outcome, ms: 1 };
  process.send({ result });
  if (title !== 'hangs') process.send({ run: { state: 'played', results: [result] } });
});
process.once('disconnect', () => process.exit());
