import { activityHttp, type BodyOf } from '@reelm/contracts';
import { call } from '@/lib/api';

export const reportPlay = (id: string, body: BodyOf<typeof activityHttp.reportPlay>, keepalive: boolean) =>
  call(activityHttp.reportPlay, { params: { id }, body }, { keepalive });

export const changeActivity = (id: string, body: BodyOf<typeof activityHttp.changeActivity>) =>
  call(activityHttp.changeActivity, { params: { id }, body });
