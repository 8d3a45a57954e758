import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MessageEntity } from '@vox/database';
import { Repository } from 'typeorm';

/** What people said last, over all sessions. */
@Injectable()
export class RecentTranscripts {
  constructor(
    @InjectRepository(MessageEntity) private readonly messages: Repository<MessageEntity>,
  ) {}

  /** The newest first. */
  async newest(limit: number) {
    const messages = await this.messages.find({
      where: { role: 'user' },
      // Ids grow with what is stored: an index is there.
      order: { id: 'DESC' },
      take: limit,
    });
    return messages.map(({ id, sessionId, content, spokenAt }) => ({
      id,
      sessionId,
      text: content,
      timestamp: spokenAt.toISOString(),
    }));
  }
}
