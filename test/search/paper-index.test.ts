import { createPaperIndex } from '../../src/search/paper-index.ts';
import { livePapersContract } from '../contracts/live-papers.ts';
import { paperIndexContract } from '../contracts/paper-index.ts';

paperIndexContract('minisearch', createPaperIndex);
livePapersContract('minisearch', createPaperIndex);
