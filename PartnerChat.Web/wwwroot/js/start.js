import { connection } from './connection.js';

connection.start();
