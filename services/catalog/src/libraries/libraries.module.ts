import { Module } from '@nestjs/common';
import { LibrariesController } from './libraries.controller.js';
import { LibrariesService } from './libraries.service.js';

@Module({ controllers: [LibrariesController], providers: [LibrariesService] })
export class LibrariesModule {}
