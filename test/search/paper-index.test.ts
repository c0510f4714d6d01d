import { createPaperIndex } from '../../src/search/paper-index.ts';
import { livePapersContract } from '../support/contracts/live-papers.ts';
import { paperIndexContract } from '../support/contracts/paper-index.ts';

paperIndexContract('minisearch', createPaperIndex);
livePapersContract('minisearch', createPaperIndex);
