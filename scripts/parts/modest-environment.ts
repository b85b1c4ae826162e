// What a process that must not know the settings of the system is told of its surroundings.
const kept =
  /^(PATH|HOME|USER|LANG|LC_.*|TZ|TMPDIR|TEMP|TMP|XDG_CACHE_HOME|JAVA_HOME|(HTTPS?|NO)_PROXY|NODE_EXTRA_CA_CERTS)$/i;
/** The server a run of tests shares. */
const ofTests = /^TEST_(TEMPLATE|DATABASE)_URL$/;

export function modestEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => kept.test(name) || ofTests.test(name)));
}
