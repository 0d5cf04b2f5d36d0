import { z } from 'zod';
import { SubtitleTrack, VideoTimeline, VideoWaveform } from '../entities/artifacts.js';
import { Job } from '../entities/job.js';
import { FaceBox, Video, VideoPartCreate, VideoUpdate } from '../entities/video.js';
import { Id, pageOf } from '../primitives.js';
import { byId, editor, endpoint, linked, versioned, viewer } from './endpoint.js';

/** One video: what is known of it, its bytes and pictures. */
export const videoHttp = {
  getVideo: endpoint('GET', '/api/videos/:id', viewer, 'One video with its files', { params: byId, response: Video }),
  updateVideo: endpoint('PATCH', '/api/videos/:id', editor, 'Edit; send the version as If-Match to never overwrite somebody else', {
    params: byId,
    body: VideoUpdate,
    response: Video,
  }),
  createVideoPart: endpoint('POST', '/api/videos', editor, 'Make a video of a range of a file that another video shows', {
    body: VideoPartCreate,
    response: Video,
    status: 201,
  }),
  deleteVideo: endpoint('DELETE', '/api/videos/:id', editor, 'Delete a video that is a range of a file; others go with their files', {
    params: byId,
    status: 204,
  }),
  mergeVideos: endpoint('POST', '/api/videos/:id/merge', editor, 'Merge others into this video; nothing that is known of them is lost', {
    params: byId,
    body: z.object({ from: z.array(Id).min(1).max(100) }).strict(),
    response: Video,
  }),
  streamVideo: endpoint('GET', '/api/videos/:id/stream', linked('video'), 'The file as it is, by byte ranges', {
    params: byId,
    query: z.object({ file: Id.optional() }),
    bytes: 'video/*',
  }),
  videoCover: endpoint('GET', '/api/videos/:id/cover', viewer, 'Cover', { params: byId, query: versioned, bytes: 'image/jpeg' }),
  setVideoCover: endpoint('POST', '/api/videos/:id/cover', editor, 'Choose a cover (JPEG, PNG, WebP or AVIF as the body)', {
    params: byId,
    upload: 'image/*',
    response: Video,
  }),
  takeVideoCover: endpoint('POST', '/api/videos/:id/cover/frame', editor, 'Choose a frame of the film as cover', {
    params: byId,
    body: z.object({ seconds: z.number().nonnegative().max(1_000_000) }).strict(),
    response: Video,
  }),
  resetVideoCover: endpoint('DELETE', '/api/videos/:id/cover', editor, 'Back to the cover that Reelm chose', {
    params: byId,
    response: Video,
  }),
  videoSprite: endpoint('GET', '/api/videos/:id/sprite.jpg', viewer, 'Sheet of small pictures', {
    params: byId,
    query: versioned,
    bytes: 'image/jpeg',
  }),
  videoSpriteVtt: endpoint('GET', '/api/videos/:id/sprite.vtt', viewer, 'Times of the small pictures', {
    params: byId,
    query: versioned,
    bytes: 'text/vtt',
  }),
  videoPreview: endpoint('GET', '/api/videos/:id/preview.mp4', viewer, 'Short silent film of moments of the video', {
    params: byId,
    query: versioned,
    bytes: 'video/mp4',
  }),
  videoPreviewWebp: endpoint(
    'GET',
    '/api/videos/:id/preview.webp',
    viewer,
    'The same as an animated picture, where the settings ask for it',
    {
      params: byId,
      query: versioned,
      bytes: 'image/webp',
    },
  ),
  videoTimeline: endpoint('GET', '/api/videos/:id/timeline', viewer, 'Waveform, loudness, motion, and what was watched most', {
    params: byId,
    response: VideoTimeline,
  }),
  videoWaveform: endpoint('GET', '/api/videos/:id/waveform', viewer, 'Waveform of a part of the video in detail', {
    params: byId,
    query: z
      .object({ from: z.coerce.number().nonnegative().describe('Seconds of the video'), to: z.coerce.number().positive() })
      .refine(({ from, to }) => to > from && to - from <= 600, 'the end comes after the start, by 600 seconds at most'),
    response: VideoWaveform,
  }),
  videoSubtitles: endpoint('GET', '/api/videos/:id/subtitles', viewer, 'Subtitles inside of the file and beside it', {
    params: byId,
    response: pageOf(SubtitleTrack.extend({ url: z.string().nullable().describe('WebVTT; null where they are pictures') })),
  }),
  videoSubtitle: endpoint('GET', '/api/videos/:id/subtitles/:track', viewer, 'One of them as WebVTT, with no markup but b, i and u', {
    params: byId.extend({ track: SubtitleTrack.shape.id }),
    query: versioned,
    bytes: 'text/vtt',
  }),
  videoFaces: endpoint('GET', '/api/videos/:id/faces', viewer, 'Faces found on sampled frames', {
    params: byId,
    response: pageOf(FaceBox),
  }),
  analyzeVideo: endpoint('POST', '/api/videos/:id/analyze', editor, 'Make covers and previews of this video again', {
    params: byId,
    response: pageOf(Job),
    status: 202,
  }),
} as const;
