import { LinearSRGBColorSpace, PerspectiveCamera, Scene, VideoTexture, WebGLRenderer } from 'three';
import { pointOf, verticalField, type Gaze } from './gaze';
import { sphereFor } from './sphere';
import type { View } from './view';

/** Why a film cannot be shown all around: the browser draws nothing in space, or not a picture of this size. */
export type VrTrouble = 'no-webgl' | 'too-large';

/** A film around the one who looks, drawn into the page or a headset. */
export interface Stage {
  /** Draws with the next frame of the screen; only a film that goes on is drawn without being asked. */
  refresh: () => void;
  /** Shows it in the headset until that is taken off. Must be called while a press is handled. */
  enterHeadset: () => Promise<void>;
  /** Gives everything back that it holds of the graphics card. */
  close: () => void;
}

/** More pixels than this for each of the page are not seen, and cost the more. */
const mostPixelRatio = 2;
/** three.js shows layer 1 to the left eye and layer 2 to the right one. */
const layers = { left: 1, right: 2 } as const;

/**
 * Lays a film around the one who looks. It draws what the element plays: whichever way that comes, the picture is of this server.
 *
 * @param room element that the picture fills
 * @param gaze where one looks; read whenever it draws
 * @returns null where the browser has no WebGL
 */
export function openStage(
  room: HTMLElement,
  video: HTMLVideoElement,
  view: View,
  gaze: { readonly current: Gaze },
  onTrouble: (what: VrTrouble) => void,
): Stage | null {
  const renderer = rendererOrNull();
  if (!renderer) return null;
  // Colours go through as they are.
  renderer.outputColorSpace = LinearSRGBColorSpace;
  renderer.setPixelRatio(Math.min(mostPixelRatio, window.devicePixelRatio));
  const canvas = renderer.domElement;
  canvas.className = 'absolute inset-0 size-full';
  room.append(canvas);

  const camera = new PerspectiveCamera(60, 1, 1, 1000);
  // Without a headset one sees with the left eye.
  camera.layers.enable(layers.left);
  const scene = new Scene();
  let picture = new VideoTexture(video);
  const spheres = (['left', 'right'] as const).map((eye) => {
    const sphere = sphereFor(view, eye, picture);
    sphere.layers.set(layers[eye]);
    scene.add(sphere);
    return sphere;
  });

  const isSeen = (): boolean => video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && video.videoWidth > 0;
  const draw = (): void => {
    if (!isSeen()) return;
    const { width, height } = room.getBoundingClientRect();
    if (!renderer.xr.isPresenting && width > 0 && height > 0) {
      camera.aspect = width / height;
      camera.fov = verticalField(gaze.current.field, width, height);
      camera.updateProjectionMatrix();
      camera.lookAt(...pointOf(gaze.current));
    }
    renderer.render(scene, camera);
  };
  let frame = 0;
  const refresh = (): void => {
    if (frame === 0)
      frame = requestAnimationFrame(() => {
        frame = 0;
        draw();
      });
  };
  /** Another quality has another size, and a texture keeps its own. */
  const measure = (): void => {
    if (Math.max(video.videoWidth, video.videoHeight) > renderer.capabilities.maxTextureSize) return onTrouble('too-large');
    picture.dispose();
    picture = new VideoTexture(video);
    for (const { material } of spheres) material.map = picture;
    renew();
  };
  const renew = (): void => {
    if (isSeen()) picture.needsUpdate = true;
    refresh();
  };

  // Called for each picture that is new, and for none while it stands or nobody sees the page.
  const byPicture = 'requestVideoFrameCallback' in video;
  let next = 0;
  const onPicture = (): void => {
    picture.needsUpdate = true;
    draw();
    next = video.requestVideoFrameCallback(onPicture);
  };
  if (byPicture) next = video.requestVideoFrameCallback(onPicture);
  const events = ['loadeddata', 'seeked', ...(byPicture ? [] : ['timeupdate'])];
  for (const event of events) video.addEventListener(event, renew);
  video.addEventListener('resize', measure);
  // What the driver took away it may give back.
  canvas.addEventListener('webglcontextrestored', renew);
  const sizes = new ResizeObserver(([entry]) => {
    const { width = 0, height = 0 } = entry?.contentRect ?? {};
    if (width === 0 || height === 0 || renderer.xr.isPresenting) return;
    renderer.setSize(width, height, false);
    // A canvas of another size is empty.
    draw();
  });
  sizes.observe(room);
  if (isSeen()) measure();

  return {
    refresh,
    enterHeadset: () => present(renderer, video, () => (picture.needsUpdate = true), draw, refresh),
    close: () => {
      sizes.disconnect();
      cancelAnimationFrame(frame);
      if (byPicture) video.cancelVideoFrameCallback(next);
      for (const event of events) video.removeEventListener(event, renew);
      video.removeEventListener('resize', measure);
      canvas.removeEventListener('webglcontextrestored', renew);
      void renderer.xr.getSession()?.end();
      for (const { geometry, material } of spheres) {
        geometry.dispose();
        material.dispose();
      }
      picture.dispose();
      renderer.dispose();
      // A page may hold few contexts, and gives up old ones late.
      renderer.forceContextLoss();
      canvas.remove();
    },
  };
}

function rendererOrNull(): WebGLRenderer | null {
  // Asked first: three.js reports a missing WebGL in the console, as if something were wrong.
  if (!document.createElement('canvas').getContext('webgl2')) return null;
  try {
    return new WebGLRenderer({ antialias: false, powerPreference: 'high-performance' });
  } catch {
    return null;
  }
}

/** Both eyes in a headset; a press of its button plays and pauses. */
async function present(
  renderer: WebGLRenderer,
  video: HTMLVideoElement,
  renew: () => void,
  draw: () => void,
  onEnd: () => void,
): Promise<void> {
  const session = await navigator.xr?.requestSession('immersive-vr');
  if (!session) return;
  renderer.xr.enabled = true;
  renderer.xr.setReferenceSpaceType('local');
  await renderer.xr.setSession(session);
  session.addEventListener('select', () => {
    if (video.paused) video.play().catch(() => undefined);
    else video.pause();
  });
  session.addEventListener('end', () => {
    renderer.setAnimationLoop(null);
    renderer.xr.enabled = false;
    onEnd();
  });
  // The page draws nothing meanwhile, so nobody tells of new pictures.
  renderer.setAnimationLoop(() => {
    if (!video.paused) renew();
    draw();
  });
}
