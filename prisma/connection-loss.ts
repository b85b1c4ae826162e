// Whether an error says that the database was not reached, rather than what it answered.
const prismaCodes = new Set(['P1000', 'P1001', 'P1002', 'P1003', 'P1008', 'P1011', 'P1017', 'P2024', 'P2028', 'P2037']);
const systemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
const kinds = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TlsConnectionError',
  'TooManyConnections',
  'DatabaseDoesNotExist',
  'AuthenticationFailed',
]);
const postgresClasses = /^(08|53|57P)/;

export function isConnectionLoss(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false;
  const { code, kind, name, originalCode, cause, meta, errors } = error as Record<string, unknown>;
  if (name === 'PrismaClientInitializationError') return true;
  if (typeof kind === 'string' && kinds.has(kind)) return true;
  if ([code, originalCode].some((one) => typeof one === 'string' && isLossCode(one))) return true;
  if (
    error instanceof Error &&
    /^(Connection terminated|Client has encountered a connection error|Query read timeout|timeout exceeded when trying to connect)/.test(
      error.message,
    )
  )
    return true;
  const inner = [
    cause,
    (meta as Record<string, unknown> | undefined)?.['driverAdapterError'],
    ...(Array.isArray(errors) ? errors : []),
  ];
  return inner.some((one) => isConnectionLoss(one, depth + 1));
}

function isLossCode(code: string): boolean {
  return prismaCodes.has(code) || systemCodes.has(code) || (code.length === 5 && postgresClasses.test(code));
}
