// Asks the process beside it whether it lives; exit status 0 says yes.
const url = `http://127.0.0.1:${process.env.REELM_HTTP_PORT ?? process.env.PORT ?? 3000}${process.env.REELM_HEALTH_PATH ?? '/api/health'}`;
try {
  const answer = await fetch(url, { signal: AbortSignal.timeout(4_000), redirect: 'manual' });
  process.exitCode = answer.status < 500 ? 0 : 1;
} catch {
  process.exitCode = 1;
}
