/**
 * The only way to ONNX Runtime. Its binaries send usage data to their maker unless the environment forbids it before they are loaded,
 * and nothing may leave the machine unless its owner asks.
 *
 * Loaded at first use: it takes tens of megabytes, which a server without face work need not spend.
 */
export async function loadOnnxRuntime(): Promise<typeof import('onnxruntime-node')> {
  process.env.ORT_DISABLE_TELEMETRY = '1';
  return import('onnxruntime-node');
}
