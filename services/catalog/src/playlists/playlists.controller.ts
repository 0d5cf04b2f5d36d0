import { Controller } from '@nestjs/common';
import { http } from '@reelm/contracts';
import { CurrentActor, type Actor } from '../auth/actor.js';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { PlaylistsService } from './playlists.service.js';

@Controller()
export class PlaylistsController {
  constructor(private readonly playlists: PlaylistsService) {}

  @Endpoint(http.listPlaylists)
  async list(@CurrentActor() { userId }: Actor) {
    return { items: await this.playlists.list(userId), nextCursor: null };
  }

  @Endpoint(http.createPlaylist)
  create(@Input() { body }: InputOf<typeof http.createPlaylist>, @CurrentActor() { userId }: Actor) {
    return this.playlists.create(userId, body);
  }

  @Endpoint(http.getPlaylist)
  get(@Input() { params }: InputOf<typeof http.getPlaylist>, @CurrentActor() { userId }: Actor) {
    return this.playlists.get(userId, params.id);
  }

  @Endpoint(http.updatePlaylist)
  update(@Input() { params, body }: InputOf<typeof http.updatePlaylist>, @CurrentActor() { userId }: Actor) {
    return this.playlists.update(userId, params.id, body);
  }

  @Endpoint(http.deletePlaylist)
  remove(@Input() { params }: InputOf<typeof http.deletePlaylist>, @CurrentActor() { userId }: Actor) {
    return this.playlists.remove(userId, params.id);
  }

  @Endpoint(http.playlistItems)
  async items(@Input() { params }: InputOf<typeof http.playlistItems>, @CurrentActor() { userId }: Actor) {
    return { items: await this.playlists.items(userId, params.id), nextCursor: null };
  }

  @Endpoint(http.addPlaylistItems)
  add(@Input() { params, body }: InputOf<typeof http.addPlaylistItems>, @CurrentActor() { userId }: Actor) {
    return this.playlists.add(userId, params.id, body.items);
  }

  @Endpoint(http.arrangePlaylist)
  async arrange(@Input() { params, body }: InputOf<typeof http.arrangePlaylist>, @CurrentActor() { userId }: Actor) {
    return { items: await this.playlists.arrange(userId, params.id, body.ids), nextCursor: null };
  }

  @Endpoint(http.updatePlaylistItem)
  updateItem(@Input() { params, body }: InputOf<typeof http.updatePlaylistItem>, @CurrentActor() { userId }: Actor) {
    return this.playlists.updateItem(userId, params.id, params.item, body);
  }

  @Endpoint(http.removePlaylistItem)
  removeItem(@Input() { params }: InputOf<typeof http.removePlaylistItem>, @CurrentActor() { userId }: Actor) {
    return this.playlists.removeItem(userId, params.id, params.item);
  }
}
