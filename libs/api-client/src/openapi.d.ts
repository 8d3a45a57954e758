// Generated from /api/openapi.json by `node scripts/generate.mjs` (openapi-typescript); do not edit.
/* eslint-disable -- It is as its generator writes it. */
export interface paths {
    "/api/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The default one first, then by name. */
        get: operations["listAgents"];
        put?: never;
        /** Makes one. */
        post: operations["createAgent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One. */
        get: operations["getAgent"];
        /** Changes what the body names; the next turn follows it. */
        put: operations["updateAgent"];
        post?: never;
        /** Deletes it; its sessions go on with the default agent, which stays. */
        delete: operations["deleteAgent"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agents/{id}/duplicate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes another one like it.
         * @description Its webhook is called with the same n8n_auth. It is not the default one, and has no bot of its own: a token is of one agent alone.
         */
        post: operations["duplicateAgent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agents/{id}/set-default": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Who answers where none is named. */
        put: operations["setDefaultAgent"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agents/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One as a document that `POST /api/agents/import` of any server reads, without its secrets.
         * @description What it refers to, providers, tools and other agents, is named as it is called here.
         */
        get: operations["exportAgent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agents/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes one of a document, or sets the one of its name where that is asked for.
         * @description Providers, tools and other agents are found by the names that the document has for them. What is not here is told: each field in the `errors` of a refusal, or in `missing` of an agent that was made without it.
         */
        post: operations["importAgent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Those of the environment first, then in the order in which they are asked. */
        get: operations["listProviders"];
        put?: never;
        /** Adds one. */
        post: operations["createProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/providers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One. */
        get: operations["getProvider"];
        /** Changes what the body names; the next turn follows it. */
        put: operations["updateProvider"];
        post?: never;
        /** Deletes it; agents that ask others, too, go on without it. */
        delete: operations["deleteProvider"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/providers/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks it for a short answer, which may take a minute.
         * @description A server that fails is no failure of the request.
         */
        post: operations["testProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/providers/{id}/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its models, as it listed them last; asked for where it never was. */
        get: operations["listProviderModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stt-providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Servers that hear: those of the environment first, then in the order in which they are asked. */
        get: operations["listSttProviders"];
        put?: never;
        /** Adds one. */
        post: operations["createSttProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stt-providers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One. */
        get: operations["getSttProvider"];
        /** Changes what the body names; the next utterance follows it. */
        put: operations["updateSttProvider"];
        post?: never;
        /** Deletes it; agents that ask others, too, go on without it. */
        delete: operations["deleteSttProvider"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stt-providers/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has it hear a short recording, which may take a minute.
         * @description A server that fails is no failure of the request.
         */
        post: operations["testSttProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stt-providers/{id}/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its models, as it listed them last; asked for where it never was. */
        get: operations["listSttProviderModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tts-providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Servers that speak: those of the environment first, then in the order in which they are asked. */
        get: operations["listTtsProviders"];
        put?: never;
        /** Adds one. */
        post: operations["createTtsProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tts-providers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One. */
        get: operations["getTtsProvider"];
        /** Changes what the body names; the next sentence follows it. */
        put: operations["updateTtsProvider"];
        post?: never;
        /** Deletes it; agents that ask others, too, go on without it. */
        delete: operations["deleteTtsProvider"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tts-providers/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has it speak a short sentence, which may take a minute.
         * @description A server that fails is no failure of the request.
         */
        post: operations["testTtsProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tts-providers/{id}/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its models, as it listed them last; asked for where it never was. */
        get: operations["listTtsProviderModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tts-providers/{id}/voices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its voices, as it listed them last; asked for where it never was. */
        get: operations["listTtsProviderVoices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tools: the built-in ones first, then by name. */
        get: operations["listTools"];
        put?: never;
        /** Adds one that asks a server by HTTP. */
        post: operations["createTool"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tools/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One. */
        get: operations["getTool"];
        /** Changes what the body names; the next turn follows it. */
        put: operations["updateTool"];
        post?: never;
        /** Deletes it; agents that name it go on without it. */
        delete: operations["deleteTool"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tools/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Calls it with these arguments, and tells what a model would be given.
         * @description What it changes is changed. It is called in nobody’s name, and a server that fails is no failure of the request.
         */
        post: operations["testTool"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mcp-servers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Servers of tools that speak the Model Context Protocol, by name. */
        get: operations["listMcpServers"];
        put?: never;
        /**
         * Adds one that is asked by HTTP.
         * @description It is connected to at once, and answered when that has succeeded or failed: `status` says which. The newest revision of the protocol that both speak is used, the stateless one of 2026-07-28 included.
         */
        post: operations["createMcpServer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mcp-servers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One. */
        get: operations["getMcpServer"];
        /** Changes what the body names; the next turn follows it. */
        put: operations["updateMcpServer"];
        post?: never;
        /** Deletes it; agents that name its tools go on without them. */
        delete: operations["deleteMcpServer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mcp-servers/{id}/tools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its tools as it listed them last, by the names that agents use. */
        get: operations["listMcpServerTools"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mcp-servers/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Connects to it anew and asks for its tools.
         * @description Nothing is called, and a server that fails is no failure of the request.
         */
        post: operations["testMcpServer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mcp-servers/{id}/tools/{tool}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Calls one of its tools, and tells what a model would be given.
         * @description What it changes is changed. It is called in nobody’s name, and a server that fails is no failure of the request.
         */
        post: operations["testMcpServerTool"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Those that somebody talks in at this server, as they are now; who came last comes first. */
        get: operations["listLiveSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/mute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The agent stops and answers nobody, until it is told otherwise or all have left: what is said is kept, and what it is told to say (`/say`) it says. */
        post: operations["muteAgent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last active first; the last row’s `cursor` leads to the next page. */
        get: operations["listSessions"];
        put?: never;
        /** Makes one that nobody has talked in yet. Its user opens it, on any channel, by its `id` (`session_id`). */
        post: operations["createSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/active": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Those in memory, the last used first: somebody talks in them now, or did a moment ago. */
        get: operations["listActiveSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One. */
        get: operations["getSession"];
        put?: never;
        post?: never;
        /** Deletes it with all its words. */
        delete: operations["deleteSession"];
        options?: never;
        head?: never;
        /** Changes what the body names; nothing else of a session can be changed. */
        patch: operations["updateSession"];
        trace?: never;
    };
    "/api/sessions/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends it, and hangs up on whoever talks in it. Who opens it again goes on with it. */
        post: operations["endSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest ones, oldest first; the first row’s `cursor` leads to those before. */
        get: operations["listMessages"];
        put?: never;
        /** Adds what nobody has to say: the model is given it with the next turn. */
        post: operations["addMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the answer that is being made or spoken, at the word that was heard; the conversation goes on. */
        post: operations["cancelAnswer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/reply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A workflow’s late answer (N8N_REPLY_MODE=callback) to a turn that waits for it. */
        post: operations["replyToTurn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/say": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has the agent say a text to who talks in the session. */
        post: operations["sayInSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/turns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How its turns went, the last one first; the last row’s `cursor` leads to the next page. */
        get: operations["listTurns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/turns/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One. */
        get: operations["getTurn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/invites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Those that have not expired, without what lets in. */
        get: operations["listInvites"];
        put?: never;
        /** Lets somebody take part in a session that goes on: `invite` for a socket, `path` for the page. */
        post: operations["createInvite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/invites/{invite_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes it back; who takes part with it has to leave. */
        delete: operations["revokeInvite"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/recordings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was recorded of it, the first one first.
         * @description Nothing is unless RECORDING allows it, its agent asks for it (`records`), and everybody who is heard has consented.
         */
        get: operations["listRecordings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/recordings/{rid}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sound, or a range of its bytes. */
        get: operations["getRecordingAudio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/recordings/{rid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Deletes it, also while it is recorded. */
        delete: operations["deleteRecording"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, the newest first: what needs `admin`, keys and tokens, and deletions. */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest first. */
        get: operations["listUsers"];
        put?: never;
        /** Somebody who has keys, and sessions of their own. */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One. */
        get: operations["getUser"];
        put?: never;
        post?: never;
        /** Deletes them with their keys. */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        /** Changes what the body names. */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/api/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest first, without what lets in. */
        get: operations["listKeys"];
        put?: never;
        /** A key for a program, or a person, with what it may do. */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes it back, with all tokens that were asked for with it; who has come in with either has to leave. */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets a browser or a device talk for a while, so that it needs no key.
         * @description Sessions are those of the key’s owner and of `user_id`. It is good until it expires, or its key is revoked.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/backchannel-logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes from the provider of OpenID Connect that a session there is over.
         * @description The log-ins that it led to end here, with all that was opened with them (OpenID Connect Back-Channel Logout 1.0).
         */
        post: operations["endProviderSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sends a browser to the provider of OpenID Connect. */
        get: operations["beginLogin"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Takes a browser that comes back from the provider: with the cookie of who is logged in, where they may be. */
        get: operations["endLogin"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Logs a browser in with a link, which is used up by it. */
        post: operations["useLoginLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is asking, and what they may do. */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/logins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The browsers in which whoever asks from one of them is logged in, the newest first. */
        get: operations["listMyLogins"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/logins/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one of them; who has come with it has to leave. */
        delete: operations["endMyLogin"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the log-in of the browser that asks. */
        post: operations["logOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/discord": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Links whoever asks with the Discord user whom the code was told.
         * @description A code is good once, and for ten minutes. From then on what that Discord user says belongs to whoever took it: take no code that you have not asked for yourself.
         */
        post: operations["linkMyDiscord"];
        /** Ends the link of whoever asks. */
        delete: operations["unlinkMyDiscord"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/groups/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes whoever asks a member, by an invite. Who is one becomes what it is for where that is more; else it is not used up. */
        post: operations["joinGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Those that whoever asks is in, the newest first; for admins of the server all. */
        get: operations["listGroups"];
        put?: never;
        /** Whoever makes a group owns it. */
        post: operations["createGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Deletes it with its invites: for its owners. */
        delete: operations["deleteGroup"];
        options?: never;
        head?: never;
        /** Gives it another name: for its admins and owners. */
        patch: operations["updateGroup"];
        trace?: never;
    };
    "/api/groups/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is in it, who came first first: for its members, not for its guests. */
        get: operations["listGroupMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/groups/{id}/members/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes somebody out, with the invites that they have made: for admins and owners of the group, up to their own role. */
        delete: operations["removeGroupMember"];
        options?: never;
        head?: never;
        /** Gives a member another role: for admins and owners of the group, up to their own. Who becomes less loses the invites that they have made. */
        patch: operations["updateGroupMember"];
        trace?: never;
    };
    "/api/groups/{id}/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whoever asks is in it no longer. */
        post: operations["leaveGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/groups/{id}/invites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Those that have not expired, the newest first, without what lets join. */
        get: operations["listGroupInvites"];
        put?: never;
        /**
         * Lets users join with its `token`: for admins and owners of the group.
         * @description It is good until it expires, is used up or taken back, or who made it leaves.
         */
        post: operations["createGroupInvite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/groups/{id}/invites/{invite_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes it back; who has joined with it stays. */
        delete: operations["revokeGroupInvite"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/memory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether agents may remember what this user says. */
        get: operations["getMemorySettings"];
        /** Allows it, or takes that back: nothing more is remembered or told to a model. What is remembered stays until it is deleted. */
        put: operations["setMemorySettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/memories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is remembered, the newest first; the last row’s `cursor` leads to the next page. */
        get: operations["listMemories"];
        put?: never;
        post?: never;
        /** Forgets all of it. */
        delete: operations["deleteMemories"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/memories/{memory}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Forgets one fact. */
        delete: operations["deleteMemory"];
        options?: never;
        head?: never;
        /** Puts a fact right. */
        patch: operations["editMemory"];
        trace?: never;
    };
    "/api/sessions/{id}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What those who talk in it have allowed. Nobody has allowed anything until they do. */
        get: operations["getSessionConsents"];
        /** Answers for the one whose session it is, or says no for somebody else in it: it counts at once, also while they talk. */
        put: operations["setSessionConsent"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this user allows in all sessions of theirs. */
        get: operations["getUserConsents"];
        /** Allows it in all sessions of theirs, or refuses: nobody asks them again, and what they answer in a session goes before. Of who comes with a session token it says nothing but for `memory`. */
        put: operations["setUserConsent"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/costs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sums over all requests to providers in these days, also those whose answers nobody heard: one row for each day, agent, user, owner, provider or purpose. */
        get: operations["getCosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All of them. */
        get: operations["listPrices"];
        put?: never;
        /** Sets what a provider asks for, from now on: what was used before keeps its price. */
        post: operations["createPrice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them. */
        get: operations["getPrice"];
        put?: never;
        post?: never;
        /** It has no price from now on. */
        delete: operations["deletePrice"];
        options?: never;
        head?: never;
        /** Another price, from now on. */
        patch: operations["changePrice"];
        trace?: never;
    };
    "/api/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sums over the turns that began in these days, one row for each day, agent, user or language model provider. */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage/latency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How turns went, by the day or hour in which they began: how long each stage took (median and 95th percentile), how they ended, in how many sessions; a row for each that has any. */
        get: operations["getLatency"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage/load": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many sessions went on at once, against how many may, noted each minute and kept for 90 days; a row for each day or hour with a minute that was noted. */
        get: operations["getLoad"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All of them. */
        get: operations["listSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Sets what the body names, or nothing where one value cannot be right; null takes a setting away. All settings, as they are then. */
        patch: operations["changeSettings"];
        trace?: never;
    };
    "/api/speech": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A text as one file of audio. Ends unheard when the client hangs up. */
        post: operations["createSpeech"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/voices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What `voice` of a speech, or of an agent, may be: the voices of all engines. */
        get: operations["listVoices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transcriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The words of a WAV file, which is the body. Ends when the client hangs up. */
        post: operations["createTranscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/voice/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The voice channels that bots are in: with whom, whether they listen, and how people are told. */
        get: operations["listConnections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/voice/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Joins, or moves to, a channel; answers when the bot can be heard there. */
        post: operations["joinChannel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/voice/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leaves; the body may be empty as long as the bot is in one channel only. */
        post: operations["leaveChannel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/voice/speak": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says a text in a voice channel, or delivers a workflow’s late answer to the turn of a session. */
        post: operations["speak"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The servers a bot is in, with their voice channels. */
        get: operations["listChannels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/guilds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What that server has chosen; of one that has chosen nothing, what holds then. */
        get: operations["getGuild"];
        /** Sets which roles may talk there, steer the bot, and confirm what others have asked for. */
        put: operations["updateGuild"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/plugins/discord/voice/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Joins, or moves to, a channel with one agent. */
        post: operations["joinChannelAsAgent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/plugins/discord/voice/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leaves the channel that one agent is in. */
        post: operations["leaveChannelAsAgent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/plugins/discord/voice/status/{agent_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where an agent is. */
        get: operations["getAgentChannels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One session, as a file, at once. */
        post: operations["exportSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has a file made of one session, of all of one user’s, or of all that a group shares.
         * @description It is kept for a day, on the server that was asked, and is gone when anything in it is deleted.
         */
        post: operations["createExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file; 202 and its `state` while it is made. */
        get: operations["getExport"];
        put?: never;
        post?: never;
        /** Deletes it, also while it is made. */
        delete: operations["deleteExport"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that is held of somebody, at once: for admins, and for themselves.
         * @description A line of JSON for each row of each table that is theirs, with the table as `type`: account, keys without what lets in, sessions, turns with calls of tools and usage, messages, settings, and what is on record about them.
         */
        get: operations["exportUser"];
        put?: never;
        /** The same as a file that is made in the background: `GET /api/exports/{id}` gives it. */
        post: operations["createUserExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erases everything of a user: for admins, and for themselves.
         * @description Done in the background, once: their talks are ended, then everything goes, from tables, the journal, the queue and files, and nothing that was on its way is stored afterwards. `GET /api/erasures/{id}` tells when it is done, and how much it was.
         */
        post: operations["eraseUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erases everything of whoever is called so in the caller’s sessions.
         * @description Done in the background, once: their talks are ended, then everything goes, from tables, the journal, the queue and files, and nothing that was on its way is stored afterwards. `GET /api/erasures/{id}` tells when it is done, and how much it was.
         */
        post: operations["eraseNames"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/erasures/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of it, for admins and whoever has asked for it. */
        get: operations["getErasure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Deletes what is older than RETENTION_DAYS and agents say, as is done each hour. */
        post: operations["applyRetention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest first. */
        get: operations["listWebhooks"];
        put?: never;
        /** Makes one. */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One, without its secret. */
        get: operations["getWebhook"];
        /** Changes what the body names. */
        put: operations["updateWebhook"];
        post?: never;
        /** Deletes it. Also what waits for it is not sent. */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends it `webhook.test`, now and once, also where it is switched off. */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of telling it, the newest first; kept for 30 days. */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Those in one state, the newest first. */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has a failed one tried again, with all its tries. */
        post: operations["retryJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Drops it. */
        delete: operations["dropJob"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Version, engines, and whether a key or log-in is asked for. */
        get: operations["getInfo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process runs and answers. */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Each part by name; 503 where one is down, and from the signal to stop on.
         * @description `degraded` is still ready: another provider stands in for the first, nobody knows yet whether one works again, turns wait somewhere and somebody should look, or new sessions are refused because the server runs late. `shutting_down` is not: running answers end, and no new session is taken.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** For Prometheus. */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This description: OpenAPI 3.1. */
        get: operations["getOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This description as a page, where requests can be tried. */
        get: operations["getDocs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/docs/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What that page is made of. */
        get: operations["getDocsFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/problems/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the `type` of a refusal means: it is this address. */
        get: operations["getProblemType"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Database and bot; 200 whatever it says. */
        get: operations["getLegacyHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bot, voice channel, services and sessions. */
        get: operations["getLegacyStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts, and the latencies of the newest 100 turns since the start. */
        get: operations["getLegacyMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transcripts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What people said last, over all sessions, the newest first. */
        get: operations["listLegacyTranscripts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/speaker/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Always succeeds: nobody holds a lock. */
        post: operations["unlockLegacySpeaker"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/llm-providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Those that were added, the oldest first; 100 at most. */
        get: operations["listLegacyProviders"];
        put?: never;
        /** Adds one. */
        post: operations["createLegacyProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/llm-providers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One. */
        get: operations["getLegacyProvider"];
        /** Changes what the body names and is not null. */
        put: operations["updateLegacyProvider"];
        post?: never;
        /** Deletes it. */
        delete: operations["deleteLegacyProvider"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/llm-providers/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whether it lists its models now. */
        post: operations["testLegacyProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/llm-providers/{id}/fetch-models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks it for its models, which it is shown with from then on. */
        post: operations["fetchLegacyProviderModels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How long is waited and spoken. */
        get: operations["getLegacyConfig"];
        put?: never;
        /** Sets the silence that ends an utterance; the rest has to be as it is. */
        post: operations["changeLegacyConfig"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tts/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the default agent sounds. */
        get: operations["getLegacyVoice"];
        put?: never;
        /** Changes it; `ignored` names what no voice of this server has. */
        post: operations["changeLegacyVoice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Agent: {
            /** Format: uuid */
            id: string;
            name: string;
            system_prompt: string;
            /** @description Spoken when somebody joins; null for silence. */
            greeting: string | null;
            llm_steps: {
                provider: string;
                model?: string;
            }[] | null;
            stt_steps: {
                provider: string;
            }[] | null;
            tts_steps: {
                provider: string;
                voice?: string;
            }[] | null;
            /** @description Model of the server's first provider. */
            llm_model: string | null;
            /** @description Without credentials. */
            n8n_webhook_url: string | null;
            temperature: number | null;
            max_tokens: number | null;
            tts_voice: string | null;
            tts_rate: number | null;
            tts_pitch: number | null;
            tts_volume: number | null;
            /** @description Liveliness. chatterbox and devnen only; refused while there is neither. */
            tts_exaggeration: number | null;
            /** @description How closely the pace follows the reference voice. chatterbox and devnen only; refused while there is neither. Below 0.2 is 0.2 on the latter. */
            tts_cfg_weight: number | null;
            /** @description Variation between takes. chatterbox and devnen only; refused while there is neither. Above 1.5 is 1.5 on the latter. */
            tts_temperature: number | null;
            tts_language: string | null;
            /** @description Silence that ends an utterance; null for SILENCE_THRESHOLD_MS. */
            silence_threshold_ms: number | null;
            /** @description What speech over the answer does; null for BARGE_IN_STRATEGY. */
            barge_in: ("immediate" | "graceful" | "off") | null;
            thinking_sound_after_ms: number | null;
            /** @description Leaves *asterisk actions* out of what is spoken. */
            filter_actions_for_tts: boolean;
            /** @description Names of the tools that it may call while it talks: `current_time`, `end_call`, `forget`, `remember`, `send_text`, `set_language`, those of `/api/tools`, and those of `/api/mcp-servers` as `server__tool`; `server__*` are all of a server. One that there is not is passed over. */
            tools: unknown;
            /** @description Ids of the agents that it may hand the conversation over to: with any it has the tool `transfer_to_agent`. One that is gone or switched off is passed over. */
            transfer_to: unknown;
            /** @description Ids of the agents that it may ask while it talks: with any it has the tool `consult_agent`. One that is gone or switched off is passed over. */
            consults: unknown;
            /** @description Which tools that people have added are confirmed by voice before they run: those that destroy (null), all, or none. What a tool says of itself (`confirm`) goes before. */
            tool_confirmation: ("never" | "destructive" | "always") | null;
            /** @description Its conversations are recorded while everybody who is heard has consented, where RECORDING allows it. */
            records: boolean;
            /** @description Sessions with it that were unused for so many days, and turns that are older, are deleted; null for RETENTION_DAYS. */
            retention_days: number | null;
            /** @description Left out of what is kept of its conversations, beside what REDACT_STORED says: an agent leaves out more than the server, never less. */
            redact_stored: ("email" | "phone" | "card" | "iban")[];
            /** @description What its models, and the server of embeddings, are told placeholders in the place of, beside what REDACT_FOR_MODELS says. */
            redact_for_models: ("email" | "phone" | "card" | "iban")[];
            /** @description What each session with it may take, and all of a day (UTC) together, beside the server’s own limits (CAP_SESSION_USD, CAP_AGENT_USD, …); null for those alone. */
            limits: {
                session?: {
                    usd?: number;
                    tokens?: number;
                    minutes?: number;
                };
                day?: {
                    usd?: number;
                    tokens?: number;
                    minutes?: number;
                };
            } | null;
            is_active: boolean;
            has_n8n_auth: boolean;
            discord: {
                /**
                 * @description personal: a conversation with every speaker. room: one with the whole channel.
                 * @enum {string}
                 */
                mode: "personal" | "room";
                /**
                 * @description In a room: to everything, or only to what calls the agent.
                 * @enum {string}
                 */
                answers: "always" | "addressed";
                /** @description What calls the agent, besides its name. */
                wake_phrases: string[];
                /**
                 * @description In a room: whose speech may interrupt an answer.
                 * @enum {string}
                 */
                barge_in_by: "anyone" | "addressee";
                /** @description Voice channels that are joined when somebody enters. */
                auto_join_channel_ids: string[];
                /** @description How people are told that they are heard; null for DISCORD_CONSENT_NOTICE. */
                notice: ("off" | "spoken" | "written" | "both") | null;
                notice_text: string | null;
            };
            has_discord_token: boolean;
            is_default: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        Problem: {
            /** @description The kind of problem, `/api/problems/…`: for programs, stable. */
            type: string;
            /** @description The same for people. */
            title: string;
            status: number;
            /** @description What is wrong this time. */
            detail: string;
            /** @description The part of the request that is. */
            field?: string;
            /** @description Each part that is, the first one too. */
            errors?: {
                field: string;
                detail: string;
            }[];
        };
        AgentDocument: {
            /** @constant */
            format: "voxbridge-agent";
            /**
             * @description Of the format. Another one is refused.
             * @constant
             */
            version: 1;
            /** Format: date-time */
            exported_at: string;
            /** @description What the agent has and this document has not. */
            secrets: ("n8n_auth" | "discord_token")[];
            agent: {
                name: string;
                system_prompt: string;
                /** @description Spoken when somebody joins; null for silence. */
                greeting: string | null;
                llm_steps: {
                    provider: string;
                    model?: string;
                }[] | null;
                stt_steps: {
                    provider: string;
                }[] | null;
                tts_steps: {
                    provider: string;
                    voice?: string;
                }[] | null;
                /** @description Model of the server's first provider. */
                llm_model: string | null;
                /** @description Without credentials. */
                n8n_webhook_url: string | null;
                temperature: number | null;
                max_tokens: number | null;
                tts_voice: string | null;
                tts_rate: number | null;
                tts_pitch: number | null;
                tts_volume: number | null;
                /** @description Liveliness. chatterbox and devnen only; refused while there is neither. */
                tts_exaggeration: number | null;
                /** @description How closely the pace follows the reference voice. chatterbox and devnen only; refused while there is neither. Below 0.2 is 0.2 on the latter. */
                tts_cfg_weight: number | null;
                /** @description Variation between takes. chatterbox and devnen only; refused while there is neither. Above 1.5 is 1.5 on the latter. */
                tts_temperature: number | null;
                tts_language: string | null;
                /** @description Silence that ends an utterance; null for SILENCE_THRESHOLD_MS. */
                silence_threshold_ms: number | null;
                /** @description What speech over the answer does; null for BARGE_IN_STRATEGY. */
                barge_in: ("immediate" | "graceful" | "off") | null;
                thinking_sound_after_ms: number | null;
                /** @description Leaves *asterisk actions* out of what is spoken. */
                filter_actions_for_tts: boolean;
                /** @description Names of the tools that it may call while it talks: `current_time`, `end_call`, `forget`, `remember`, `send_text`, `set_language`, those of `/api/tools`, and those of `/api/mcp-servers` as `server__tool`; `server__*` are all of a server. One that there is not is passed over. */
                tools: unknown;
                /** @description Agents, by name. */
                transfer_to: string[];
                /** @description Agents, by name. */
                consults: string[];
                /** @description Which tools that people have added are confirmed by voice before they run: those that destroy (null), all, or none. What a tool says of itself (`confirm`) goes before. */
                tool_confirmation: ("never" | "destructive" | "always") | null;
                /** @description Its conversations are recorded while everybody who is heard has consented, where RECORDING allows it. */
                records: boolean;
                /** @description Sessions with it that were unused for so many days, and turns that are older, are deleted; null for RETENTION_DAYS. */
                retention_days: number | null;
                /** @description Left out of what is kept of its conversations, beside what REDACT_STORED says: an agent leaves out more than the server, never less. */
                redact_stored: ("email" | "phone" | "card" | "iban")[];
                /** @description What its models, and the server of embeddings, are told placeholders in the place of, beside what REDACT_FOR_MODELS says. */
                redact_for_models: ("email" | "phone" | "card" | "iban")[];
                /** @description What each session with it may take, and all of a day (UTC) together, beside the server’s own limits (CAP_SESSION_USD, CAP_AGENT_USD, …); null for those alone. */
                limits: {
                    session?: {
                        usd?: number;
                        tokens?: number;
                        minutes?: number;
                    };
                    day?: {
                        usd?: number;
                        tokens?: number;
                        minutes?: number;
                    };
                } | null;
                is_active: boolean;
                discord: {
                    /**
                     * @description personal: a conversation with every speaker. room: one with the whole channel.
                     * @enum {string}
                     */
                    mode: "personal" | "room";
                    /**
                     * @description In a room: to everything, or only to what calls the agent.
                     * @enum {string}
                     */
                    answers: "always" | "addressed";
                    /** @description What calls the agent, besides its name. */
                    wake_phrases: string[];
                    /**
                     * @description In a room: whose speech may interrupt an answer.
                     * @enum {string}
                     */
                    barge_in_by: "anyone" | "addressee";
                    /** @description Voice channels that are joined when somebody enters. */
                    auto_join_channel_ids: string[];
                    /** @description How people are told that they are heard; null for DISCORD_CONSENT_NOTICE. */
                    notice: ("off" | "spoken" | "written" | "both") | null;
                    notice_text: string | null;
                };
            };
        };
        ImportedAgent: {
            agent: components["schemas"]["Agent"];
            /** @enum {string} */
            outcome: "created" | "overwritten";
            /** @description What it goes without. */
            missing: {
                /** @description Where the document says it: `agent.llm_steps.0.provider`. */
                field: string;
                name: string;
            }[];
            /** @description What it had elsewhere and has not here: set it. */
            secrets: ("n8n_auth" | "discord_token")[];
        };
        Provider: {
            /** @description A UUID; of one of the environment its name. */
            id: string;
            name: string;
            kind: string;
            base_url: string | null;
            has_api_key: boolean;
            /** @description As it listed them last. */
            models: string[];
            models_fetched_at: string | null;
            position: number | null;
            is_enabled: boolean;
            /** @description The environment has set it. */
            read_only: boolean;
            /** @description Why it is not asked though it is enabled. */
            problem: string | null;
            created_at: string | null;
            updated_at: string | null;
            default_model: string | null;
        };
        ProviderTrial: {
            ok: boolean;
            latency_ms: number;
            /** @description Null: whichever the server has. */
            model: string | null;
            reply?: string;
            /** @description When not ok. */
            error?: {
                category: string;
                message: string;
            };
        };
        ProviderModels: {
            /** @description Those that chat first. */
            models: string[];
            /** Format: date-time */
            fetched_at: string;
        };
        SpeechProvider: {
            /** @description A UUID; of one of the environment its name. */
            id: string;
            name: string;
            kind: string;
            base_url: string | null;
            has_api_key: boolean;
            /** @description As it listed them last. */
            models: string[];
            models_fetched_at: string | null;
            position: number | null;
            is_enabled: boolean;
            /** @description The environment has set it. */
            read_only: boolean;
            /** @description Why it is not asked though it is enabled. */
            problem: string | null;
            created_at: string | null;
            updated_at: string | null;
            model: string | null;
            /** @description Of those that speak. */
            voice: string | null;
            /** @description Of those that hear. */
            language: string | null;
            audio_format: string | null;
            timeout_ms: number | null;
            max_concurrency: number | null;
            /** @description As it listed them last; of those that speak. */
            voices: components["schemas"]["ProviderVoice"][];
            voices_fetched_at: string | null;
        };
        ProviderVoice: {
            /** @description What `voice` takes. */
            id: string;
            name: string;
            /** @description BCP 47, where the engine says. */
            language?: string;
        };
        SttProviderTrial: {
            ok: boolean;
            /** @description Of a recording that was all there at once. */
            latency_ms: number;
            /** @description What is said in the recording. */
            said: string;
            /** @description What was heard. */
            text?: string;
            /** @description When not ok. */
            error?: {
                category: string;
                message: string;
            };
        };
        TtsProviderTrial: {
            ok: boolean;
            /** @description Until all of the sentence was there. */
            latency_ms: number;
            first_audio_ms: number | null;
            /** @description Of what was spoken. */
            duration_ms: number;
            /** @description When not ok. */
            error?: {
                category: string;
                message: string;
            };
        };
        ProviderVoices: {
            voices: components["schemas"]["ProviderVoice"][];
            /** Format: date-time */
            fetched_at: string;
        };
        Tool: {
            /** @description A UUID; of a built-in one its name. */
            id: string;
            name: string;
            description: string;
            parameters: {
                [key: string]: unknown;
            };
            /** @description Null, as what follows of the request: built-in. */
            method: ("GET" | "POST" | "PUT" | "PATCH" | "DELETE") | null;
            url: string | null;
            headers: {
                [key: string]: string;
            };
            secret_header_names: string[];
            response_path: string | null;
            /** @description n8n: the URL is the production URL of a webhook, and what it answers is read as n8n writes it: streamed or whole, an error with status 200, nothing, that it was only started. */
            workflow: "n8n" | null;
            timeout_ms: number;
            /**
             * @description wait: the answer waits for it, 6 s at most. background: the result is told in a turn of its own. fire: there is nothing to tell.
             * @enum {string}
             */
            kind: "wait" | "background" | "fire";
            is_read_only: boolean;
            /** @description Whether who asks for it must say yes to it first. Null: as the agent’s `tool_confirmation` says; DELETE destroys. */
            confirm: ("never" | "always") | null;
            is_enabled: boolean;
            /** @description It comes with the server. */
            read_only: boolean;
            /** @description Why it is not offered though it is enabled. */
            problem: string | null;
            created_at: string | null;
            updated_at: string | null;
        };
        ToolTrial: {
            ok: boolean;
            /** @description Of the HTTP answer; null where there was none. */
            status: number | null;
            duration_ms: number;
            /** @description What the model would be given. */
            result: string;
        };
        McpServer: {
            /** @description A UUID; of one that the configuration has its name. */
            id: string;
            name: string;
            /** @enum {string} */
            transport: "http" | "stdio";
            /** @description Null: it is started here, by MCP_SERVERS_FILE. */
            url: string | null;
            headers: {
                [key: string]: string;
            };
            secret_header_names: string[];
            timeout_ms: number;
            tool_settings: {
                [key: string]: {
                    /**
                     * @description wait: the answer waits for it, 6 s at most. background: the result is told in a turn of its own. fire: there is nothing to tell.
                     * @enum {string}
                     */
                    kind?: "wait" | "background" | "fire";
                    is_read_only?: boolean;
                    /** @enum {string} */
                    confirm?: "never" | "always";
                };
            };
            is_enabled: boolean;
            /** @description The configuration has it. */
            read_only: boolean;
            /** @enum {string} */
            status: "connected" | "connecting" | "unreachable" | "off";
            /** @description The revision of the protocol that both speak. */
            protocol_version: string | null;
            /** @description What it calls itself. */
            server_name: string | null;
            server_version: string | null;
            /** @description As it listed them last. */
            tool_count: number;
            /** @description Why it is not asked, or cannot be. */
            problem: string | null;
            created_at: string | null;
            updated_at: string | null;
        };
        McpTool: {
            /** @description What models call it, and agents name in their `tools`. */
            name: string;
            /** @description What the server calls it. */
            server_name: string;
            description: string | null;
            /** @description As models are given it. */
            parameters: {
                [key: string]: unknown;
            } | null;
            /**
             * @description wait: the answer waits for it, 6 s at most. background: the result is told in a turn of its own. fire: there is nothing to tell.
             * @enum {string}
             */
            kind: "wait" | "background" | "fire";
            is_read_only: boolean;
            /** @description As the server says (`destructiveHint`); of one that changes something, also where it does not say. */
            is_destructive: boolean;
            /** @description Why no agent is offered it. */
            problem: string | null;
        };
        McpTrial: {
            ok: boolean;
            duration_ms: number;
            /** @description The revision of the protocol that both speak. */
            protocol_version: string | null;
            /** @description What it calls itself. */
            server_name: string | null;
            server_version: string | null;
            tool_count: number;
            problem: string | null;
        };
        LiveSessions: {
            sessions: components["schemas"]["LiveSession"][];
            /** @description Connections of the whole server; only admins are told. */
            live: number | null;
            /** @description How many there may be (MAX_SESSIONS); only admins are told. */
            capacity: number | null;
        };
        LiveSession: {
            /** Format: uuid */
            id: string;
            user_id: string;
            user_name: string | null;
            channel: string;
            /** @description Null while another one stands in for it. */
            agent_id: string | null;
            agent_name: string;
            /**
             * Format: date-time
             * @description When who talks now came.
             */
            started_at: string;
            /** @enum {string} */
            state: "listening" | "thinking" | "speaking";
            /** @description The agent answers nobody. */
            muted: boolean;
            /** @description The one whose session it is speaks. */
            speaking: boolean;
            /** @description The others who take part; of a group all who were heard. */
            people: {
                id: string;
                name: string;
                speaking: boolean;
            }[];
            /** @description Null before the first turn has ended. */
            last_turn: {
                /** @description End of speech to the turn being declared over. */
                end_of_utterance_delay_ms?: number;
                /** @description End of speech to the final transcript. */
                transcript_final_ms?: number;
                /** @description Model asked to its first token. */
                ttft_ms?: number;
                /** @description First sentence given to synthesis to its first frame. */
                ttfb_ms?: number;
                /** @description End of speech to the first audible frame sent. */
                voice_to_voice_ms?: number;
            } | null;
        };
        Session: {
            /** Format: uuid */
            id: string;
            user_id: string;
            user_name: string | null;
            title: string | null;
            /** @description Whose members share it with its owner. */
            group_id: string | null;
            /** @description Null when the agent was deleted. */
            agent_id: string | null;
            /**
             * @description The one it was used through last.
             * @enum {string}
             */
            channel: "discord" | "webrtc" | "websocket";
            /** @description Somebody is talking in it. */
            active: boolean;
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            last_activity_at: string;
            ended_at: string | null;
            message_count: number;
            metadata: {
                [key: string]: unknown;
            } | null;
            /** @description For `before`. */
            cursor: string;
        };
        ActiveSession: {
            /** Format: uuid */
            id: string;
            user_id: string;
            group_id: string | null;
            channel: string;
            agent_id: string | null;
            message_count: number;
            /** Format: date-time */
            last_activity_at: string;
        };
        Message: {
            id: string;
            /** Format: uuid */
            session_id: string;
            /** Format: uuid */
            turn_id: string;
            /** @description The place in the conversation. */
            sequence: number;
            /** @enum {string} */
            role: "user" | "assistant";
            /** @description What was said; of an answer, what was heard of the model’s own words. */
            content: string;
            /** @description What the agent said after it for an answer that failed. */
            apology: string | null;
            interrupted: boolean;
            /**
             * @description Of its turn.
             * @enum {string}
             */
            outcome: "completed" | "interrupted" | "failed";
            /** @description Whose words the turn answers, and who asked for what it tells, where several people share the session. */
            speaker_ids: string[] | null;
            /**
             * Format: date-time
             * @description When it had been said.
             */
            spoken_at: string;
            /** @description Of the stages that its side of the turn reached. */
            latency: {
                /** @description End of speech to the turn being declared over. */
                end_of_utterance_delay_ms?: number;
                /** @description End of speech to the final transcript. */
                transcript_final_ms?: number;
                /** @description Model asked to its first token. */
                ttft_ms?: number;
                /** @description First sentence given to synthesis to its first frame. */
                ttfb_ms?: number;
                /** @description End of speech to the first audible frame sent. */
                voice_to_voice_ms?: number;
            };
            /** @description Who heard, thought and spoke. */
            providers: {
                [key: string]: string;
            };
            /** @description For `before`. */
            cursor: string;
        };
        Turn: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            session_id: string;
            /** @enum {string} */
            state: "completed" | "interrupted" | "failed";
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            ended_at: string;
            /** @description Null when the agent spoke first. */
            user_text: string | null;
            /** @description What was heard of the answer. */
            heard_text: string | null;
            /** @description In order: `at_ms` counts from the end of the user’s speech, `took_ms` is the stage’s own time; one that was not reached is left out. */
            stages: ({
                /** @constant */
                stage: "speech";
                /** @constant */
                at_ms: 0;
                provider: string | null;
            } | {
                /** @constant */
                stage: "silence";
                at_ms: number;
                took_ms: number;
            } | {
                /** @constant */
                stage: "transcript";
                at_ms: number;
                provider: string | null;
            } | {
                /** @constant */
                stage: "first_token";
                took_ms: number;
                provider: string | null;
                fallback_reason: string | null;
            } | {
                /** @constant */
                stage: "first_sound";
                took_ms: number;
                provider: string | null;
            } | {
                /** @constant */
                stage: "playout";
                at_ms: number;
                took_ms: number;
            } | {
                /** @constant */
                stage: "outcome";
                at_ms: number;
                /** @enum {string} */
                state: "completed" | "interrupted" | "failed";
            })[];
            providers: {
                stt: string | null;
                llm: string | null;
                tts: string | null;
            };
            fallback_reason: string | null;
            /** @description Null where nobody said. */
            prompt_tokens: number | null;
            /** @description Null where nobody said. */
            completion_tokens: number | null;
            /** @description Null where nobody said. */
            cost_usd: number | null;
            /** @description What the model called. One that ran on after its turn is also in the first turn that ended after it, as it ended. */
            tool_calls: {
                id: string;
                name: string;
                /** @description JSON as the model wrote it. */
                arguments: string;
                /** @enum {string} */
                state: "requested" | "running" | "done" | "failed" | "timed-out" | "cancelled";
                /** @description What the model was told of it; null while there is none. */
                result: string | null;
                /** Format: date-time */
                started_at: string;
                /** @description Null while it runs, and where nobody knows. */
                duration_ms: number | null;
            }[];
            /** @description For `before`. */
            cursor: string;
        };
        Invite: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            session_id: string;
            /** Format: date-time */
            expires_at: string;
            max_uses: number | null;
            /** @description Lets in, at a socket; shown this once. */
            invite: string;
            guest: {
                id: string;
                name: string;
            };
            /** @description The page that takes part with it, from the server’s own address on. */
            path: string;
        };
        BookedInvite: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            session_id: string;
            /** Format: date-time */
            expires_at: string;
            max_uses: number | null;
            /** @description How often somebody came in with it. */
            uses: number;
        };
        Recording: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            session_id: string;
            /** Format: date-time */
            started_at: string;
            /** @description So far, while it is recorded. */
            duration_ms: number;
            /** @description Of the audio file. */
            bytes: number;
            /**
             * @description Only a complete one can be heard. One that a crash has cut is complete soon after the next start.
             * @enum {string}
             */
            state: "recording" | "complete";
            /** @description Who is heard in it, beside the agent. */
            speaker_ids: string[];
            /** @description Where it is heard: Opus in Ogg, people on the left, the agent on the right. */
            audio: string;
        };
        AuditEntry: {
            id: string;
            /** Format: date-time */
            at: string;
            /** @description Null: the server’s own key, or somebody deleted. */
            user_id: string | null;
            /** @description What they came with: a key’s first characters, say. */
            actor: string;
            /** @description The id of the route. */
            action: string;
            target_type: string | null;
            target_id: string | null;
            /** @description `status`: what was answered. */
            details: {
                [key: string]: unknown;
            };
            /** @description For `before`. */
            cursor: string;
        };
        User: {
            /** Format: uuid */
            id: string;
            display_name: string;
            email: string | null;
            /**
             * @description What they may do who log in: owners and admins all, members talk and read, guests talk. Their provider says it anew at each log-in, except of owners. A key has scopes of its own.
             * @enum {string}
             */
            role: "owner" | "admin" | "member" | "guest";
            /** @description Who they are in Discord. */
            discord_user_id: string | null;
            is_active: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        Key: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            user_id: string;
            name: string;
            /** @description How it begins. */
            prefix: string;
            scopes: ("talk" | "read" | "admin")[];
            expires_at: string | null;
            /** @description To the minute. */
            last_used_at: string | null;
            revoked_at: string | null;
            /** Format: date-time */
            created_at: string;
        };
        MadeKey: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            user_id: string;
            name: string;
            /** @description How it begins. */
            prefix: string;
            scopes: ("talk" | "read" | "admin")[];
            expires_at: string | null;
            /** @description To the minute. */
            last_used_at: string | null;
            revoked_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** @description Shown this once. */
            key: string;
        };
        SessionToken: {
            /**
             * Format: uuid
             * @description By which the audit log knows it.
             */
            id: string;
            /** @description Shown this once. For `Authorization: Bearer`, or `?api_key=` of a socket. */
            token: string;
            /** Format: date-time */
            expires_at: string;
        };
        Me: {
            /** @description Null: the server itself. */
            user: {
                /** Format: uuid */
                id: string;
                display_name: string;
                email: string | null;
                /** @enum {string} */
                role: "owner" | "admin" | "member" | "guest";
            } | null;
            /** @description Who they are in Discord; null: nobody who is known. */
            discord: {
                /** @description Of the Discord user. */
                user_id: string;
            } | null;
            scopes: ("talk" | "read" | "admin")[];
            /** @description Null: came with a key, a token or nothing. */
            login: {
                /** Format: uuid */
                id: string;
                /** Format: date-time */
                expires_at: string;
            } | null;
        };
        Login: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            method: "oidc" | "link";
            /** @description What the browser calls itself. */
            user_agent: string | null;
            /** @description The one that asks. */
            is_this: boolean;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description To the minute.
             */
            last_seen_at: string;
            /**
             * Format: date-time
             * @description It ends then, however much it is used.
             */
            expires_at: string;
        };
        MyDiscord: {
            /** @description Of the Discord user. */
            user_id: string;
        };
        Group: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @description What whoever asks is in it. Null: an admin of the server, who is not in it. */
            role: ("owner" | "admin" | "member" | "guest") | null;
            member_count: number;
            /** Format: date-time */
            created_at: string;
        };
        GroupMember: {
            /** Format: uuid */
            user_id: string;
            display_name: string;
            /**
             * @description Guests know that the group is there. Members see who is in it. Admins name it, invite, and change and remove members up to their own role; owners delete it.
             * @enum {string}
             */
            role: "owner" | "admin" | "member" | "guest";
            /** Format: date-time */
            joined_at: string;
        };
        MadeGroupInvite: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            group_id: string;
            /**
             * @description Guests know that the group is there. Members see who is in it. Admins name it, invite, and change and remove members up to their own role; owners delete it.
             * @enum {string}
             */
            role: "owner" | "admin" | "member" | "guest";
            max_uses: number | null;
            /** @description How many have joined with it. */
            uses: number;
            /** Format: date-time */
            expires_at: string;
            /** @description Null: an admin of the server. */
            invited_by: string | null;
            /** @description Lets join; shown this once. */
            token: string;
        };
        GroupInvite: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            group_id: string;
            /**
             * @description Guests know that the group is there. Members see who is in it. Admins name it, invite, and change and remove members up to their own role; owners delete it.
             * @enum {string}
             */
            role: "owner" | "admin" | "member" | "guest";
            max_uses: number | null;
            /** @description How many have joined with it. */
            uses: number;
            /** Format: date-time */
            expires_at: string;
            /** @description Null: an admin of the server. */
            invited_by: string | null;
        };
        MemorySettings: {
            /** @description Agents may remember what is said in this user’s sessions. False until it is set. */
            enabled: boolean;
        };
        Memory: {
            /** Format: uuid */
            id: string;
            /** @description Who talked, as sessions have it. */
            user_id: string;
            fact: string;
            /**
             * @description An agent was asked to keep it, it was found in what was said, or it was edited by a person.
             * @enum {string}
             */
            origin: "agent" | "summary" | "person";
            /** @description The conversation that it is from, and goes with. */
            session_id: string | null;
            /** @description In which it was said. */
            turn_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** @description For `before`. */
            cursor: string;
        };
        SessionConsents: {
            /** @description Who talks in it has allowed agents to remember facts for later conversations. */
            memory: boolean;
            /** @description They have allowed that their sound is kept. */
            recording: boolean;
            /** @description They have agreed to be heard, where a server asks for that. */
            processing: boolean;
            /** @description Who was asked in it, or has answered, and what. */
            people: components["schemas"]["Consent"][];
        };
        Consent: {
            /** @description As the session names who it is with, or who takes part. Null: of all sessions. */
            person: string | null;
            /** @description One of several who share the session. */
            is_guest: boolean;
            /**
             * @description `recording`: the sound is kept. `memory`: facts are remembered for later conversations. `processing`: what they say is heard at all.
             * @enum {string}
             */
            kind: "recording" | "memory" | "processing";
            /**
             * @description `asked`: and not answered, which counts as no.
             * @enum {string}
             */
            state: "asked" | "given" | "refused" | "withdrawn";
            /**
             * @description Of the last answer.
             * @enum {string}
             */
            door: "browser" | "websocket" | "discord" | "rest";
            asked_at: string | null;
            given_at: string | null;
            withdrawn_at: string | null;
            /** @description When it was given before, and taken back; the oldest first, the newest 100. */
            earlier: {
                /** Format: date-time */
                given_at: string;
                /** Format: date-time */
                withdrawn_at: string;
            }[];
        };
        UserConsents: {
            memory: boolean;
            recording: boolean;
            processing: boolean;
            /** @description What was answered for all sessions, and when. */
            given: components["schemas"]["Consent"][];
        };
        Cost: {
            /** @description The day, id, user, provider or purpose; null: none. */
            key: string | null;
            requests: number;
            prompt_tokens: number;
            completion_tokens: number;
            /** @description Audio that was heard. */
            audio_s: number;
            /** @description Text that was spoken. */
            characters: number;
            /** @description By the prices of the day; leaves out what had none. */
            cost_usd: number;
            /** @description Requests whose tokens were counted here, because the provider did not say. */
            estimated: number;
            /** @description Requests that `cost_usd` leaves out. */
            unpriced: number;
        };
        Price: {
            /** Format: uuid */
            id: string;
            /** @description As `/api/costs?group=provider` names it: `openai`, `openrouter`, `deepgram`, or the name of a server that was added. */
            provider: string;
            /** @description Null: any of its models that has no price of its own. */
            model: string | null;
            /** @enum {string} */
            unit: "million_prompt_tokens" | "million_completion_tokens" | "audio_minute" | "million_characters";
            /** @description US dollars for one unit. */
            usd: number;
            /** Format: date-time */
            updated_at: string;
        };
        Usage: {
            /** @description The day, id, user or provider; null: deleted, or none. */
            key: string | null;
            turns: number;
            /** @description Leaves out the turns of which nobody said it; null when that is all of them. */
            speaking_s: number | null;
            /** @description Leaves out the turns of which nobody said it; null when that is all of them. */
            prompt_tokens: number | null;
            /** @description Leaves out the turns of which nobody said it; null when that is all of them. */
            completion_tokens: number | null;
            /** @description Leaves out the turns of which nobody said it; null when that is all of them. */
            cost_usd: number | null;
            /** @description How many turns a sum leaves out because nobody said what they took. */
            unknown: {
                speaking: number;
                tokens: number;
                cost: number;
            };
        };
        StepOfLatency: {
            /** Format: date */
            day: string;
            /** @description Of the day, UTC; null by the day. */
            hour: number | null;
            turns: number;
            /** @description That had one of these turns. */
            sessions: number;
            /** @description Turns whose answer was cut off, or never came. */
            interrupted: number;
            failed: number;
            /** @description Turns that a model before the one that answered left. */
            fallbacks: number;
            /** @description Milliseconds; null where no turn reached the stage. */
            end_of_utterance_delay_ms: {
                p50: number;
                p95: number;
            } | null;
            /** @description Milliseconds; null where no turn reached the stage. */
            transcript_final_ms: {
                p50: number;
                p95: number;
            } | null;
            /** @description Milliseconds; null where no turn reached the stage. */
            ttft_ms: {
                p50: number;
                p95: number;
            } | null;
            /** @description Milliseconds; null where no turn reached the stage. */
            ttfb_ms: {
                p50: number;
                p95: number;
            } | null;
            /** @description Milliseconds; null where no turn reached the stage. */
            voice_to_voice_ms: {
                p50: number;
                p95: number;
            } | null;
        };
        StepOfLoad: {
            /** Format: date */
            day: string;
            /** @description Of the day, UTC; null by the day. */
            hour: number | null;
            /** @description Sessions at once, at the minute with most. */
            most: number;
            /** @description Sessions at once, over the minutes of which it is known. */
            mean: number;
            /** @description How many all servers together would have taken. */
            capacity: number;
            /** @description Of how many minutes it is known. */
            minutes: number;
        };
        Setting: {
            name: string;
            value: unknown;
            /**
             * @description `settings`: set here.
             * @enum {string}
             */
            source: "settings" | "environment";
            /** @description Holds when it is taken away. */
            environment_value: unknown;
            description: string;
            limits: string | null;
        };
        Voice: {
            id: string;
            name: string;
            /** @description BCP 47. */
            language?: string;
            provider: string;
        };
        Transcript: {
            text: string;
            confidence: number | null;
            language: string | null;
            /** @description With `timestamps`: where each utterance lies. */
            segments?: {
                text: string;
                start_s: number;
                end_s: number;
            }[];
        };
        VoiceConnection: {
            bot_id: string;
            guild_id: string;
            guild_name: string;
            channel_id: string;
            channel_name: string;
            /** Format: uuid */
            agent_id: string;
            agent_name: string;
            /** @enum {string} */
            mode: "personal" | "room";
            /** @enum {string} */
            status: "connecting" | "ready" | "recovering";
            /** @description Why it is not ready, where that is known. */
            reason: string | null;
            /** @description People are heard: they were told of it, and the bot may speak. */
            listening: boolean;
            /**
             * @description How they are told.
             * @enum {string}
             */
            notice: "off" | "spoken" | "written" | "both";
            captions_channel_id: string | null;
            people: {
                id: string;
                name: string;
                /** @description They do not want to be listened to, and are not. */
                opted_out: boolean;
                /**
                 * @description What they are to the bot, by the roles of the server; guests are not heard.
                 * @enum {string}
                 */
                role: "owner" | "admin" | "member" | "guest";
            }[];
            /** @description That go on: one in mode `room`, one for each speaker otherwise. */
            session_ids: string[];
        };
        Guild: {
            guild_id: string;
            /** @description Null: the default one. */
            agent_id: string | null;
            captions_channel_id: string | null;
            /** @description Roles whose people may say yes to what others have asked for. */
            confirming_role_ids: string[];
            /** @description Roles whose people are heard; none: everybody. */
            member_role_ids: string[];
            /** @description Roles whose people steer the bot, beside who manages the server. */
            admin_role_ids: string[];
        };
        Export: {
            /** Format: uuid */
            id: string;
            /**
             * @description `ready`: `GET` gives the file.
             * @enum {string}
             */
            state: "pending" | "ready";
            /** @enum {string} */
            format: "jsonl" | "markdown" | "everything";
            /** Format: date-time */
            expires_at: string;
        };
        Erasure: {
            /** Format: uuid */
            id: string;
            /** @description The account; null where it was for names. */
            user_id: string | null;
            /** @enum {string} */
            state: "pending" | "done";
            /** @description How many rows, by table; journal entries, jobs and export files; talks ended. */
            erased: {
                [key: string]: number;
            };
            /** Format: date-time */
            requested_at: string;
            finished_at: string | null;
        };
        Retention: {
            dry_run: boolean;
            /** @description How many rows, by table. */
            expired: {
                [key: string]: number;
            };
        };
        Webhook: {
            /** Format: uuid */
            id: string;
            url: string;
            events: string[];
            active: boolean;
            /** @description Why the server switched it off: `gone` where it answered 410. */
            disabled_reason: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        WebhookDelivery: {
            /**
             * Format: uuid
             * @description What its `webhook-id` ends in.
             */
            id: string;
            event: string;
            session_id: string | null;
            turn_id: string | null;
            /**
             * @description `pending`: it is tried again. `dropped`: there was nothing to tell any more.
             * @enum {string}
             */
            state: "pending" | "delivered" | "failed" | "dropped";
            attempts: number;
            /** @description What was answered last. */
            status_code: number | null;
            error: string | null;
            /** Format: date-time */
            created_at: string;
            last_attempt_at: string | null;
        };
        Job: {
            id: string;
            name: string;
            queue: string;
            /** @enum {string} */
            state: "waiting" | "active" | "delayed" | "failed";
            attempts_made: number;
            /** @description Tries in all. */
            attempts: number;
            /** Format: date-time */
            created_at: string;
            finished_at: string | null;
            /** @description Why the last try failed, without values. */
            reason: string | null;
            /** @description Ids that it is about, by the names of its fields. */
            about: {
                [key: string]: string;
            };
        };
        Info: {
            version: string;
            engines: {
                stt: {
                    name: string;
                    /** @description For people: what runs, and whether it is embedded. */
                    label: string;
                    embedded: boolean;
                };
                llm: {
                    name: string;
                    /** @description For people: what runs, and whether it is embedded. */
                    label: string;
                    embedded: boolean;
                };
                tts: {
                    name: string;
                    /** @description For people: what runs, and whether it is embedded. */
                    label: string;
                    embedded: boolean;
                };
            };
            /** @description Those that nobody has set, and that are used because they answered on this machine at the start. */
            found_engines: {
                /** @enum {string} */
                kind: "stt" | "llm" | "tts";
                /** @description For people. */
                name: string;
                url: string;
                model?: string;
            }[];
            /** @description Who comes has to say who they are. */
            auth_required: boolean;
            /** @description Who asks has said who they are, or need not. False: other routes refuse them. */
            is_known: boolean;
            /** @description People log in at a provider: `/auth/login` sends them there. */
            has_login: boolean;
        };
        Readiness: {
            /** @enum {string} */
            status: "ok" | "degraded" | "error" | "shutting_down";
            info?: {
                [key: string]: {
                    /** @enum {string} */
                    status: "up" | "degraded" | "down";
                } & {
                    [key: string]: unknown;
                };
            };
            error?: {
                [key: string]: {
                    /** @enum {string} */
                    status: "up" | "degraded" | "down";
                } & {
                    [key: string]: unknown;
                };
            };
            details: {
                [key: string]: {
                    /** @enum {string} */
                    status: "up" | "degraded" | "down";
                } & {
                    [key: string]: unknown;
                };
            };
        };
        LegacyLatency: {
            avg: number;
            p50: number;
            p95: number;
            p99: number;
        };
        LegacyProvider: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @description Empty where it is the usual one of its type. */
            base_url: string;
            has_api_key: boolean;
            provider_type: string;
            models: string[];
            default_model: string | null;
            is_active: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAgents: {
        parameters: {
            query?: {
                limit?: number;
                /** @description From the Link header of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description `<…>; rel="next"` leads to the next page where there is one. */
                    link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agent"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createAgent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ada",
                 *       "system_prompt": "You are Ada, brief and kind.",
                 *       "temperature": 0.4
                 *     }
                 */
                "application/json": {
                    name: string;
                    system_prompt: string;
                    /** @description Spoken when somebody joins; null for silence. */
                    greeting?: string | null;
                    /** @description Providers to ask, first to last: the `id`s of `GET /api/providers`, each with a model of its own or its default; null for the server's order. */
                    llm_steps?: {
                        provider: ("openrouter" | "openai" | "anthropic" | "local" | "n8n" | "demo") | string;
                        model?: string;
                    }[] | null;
                    /** @description Who hears, first to last: the `id`s of `GET /api/stt-providers`; null for the server's order. */
                    stt_steps?: {
                        provider: ("embedded" | "whisperx" | "openai" | "whisperlive" | "deepgram") | string;
                    }[] | null;
                    /** @description Who speaks, first to last: the `id`s of `GET /api/tts-providers`, each with a voice of its own or tts_voice; null for the server's order. */
                    tts_steps?: {
                        provider: ("embedded" | "chatterbox" | "devnen" | "openai") | string;
                        voice?: string;
                    }[] | null;
                    /** @description Model of the server's first provider. */
                    llm_model?: string | null;
                    /** @description The agent's own workflow; private addresses are refused when it is called unless OUTBOUND_ALLOWED_HOSTS has them. Credentials in it become n8n_auth. */
                    n8n_webhook_url?: string | null;
                    temperature?: number | null;
                    max_tokens?: number | null;
                    tts_voice?: string | null;
                    tts_rate?: number | null;
                    tts_pitch?: number | null;
                    tts_volume?: number | null;
                    /** @description Liveliness. chatterbox and devnen only; refused while there is neither. */
                    tts_exaggeration?: number | null;
                    /** @description How closely the pace follows the reference voice. chatterbox and devnen only; refused while there is neither. Below 0.2 is 0.2 on the latter. */
                    tts_cfg_weight?: number | null;
                    /** @description Variation between takes. chatterbox and devnen only; refused while there is neither. Above 1.5 is 1.5 on the latter. */
                    tts_temperature?: number | null;
                    tts_language?: string | null;
                    /** @description Silence that ends an utterance; null for SILENCE_THRESHOLD_MS. */
                    silence_threshold_ms?: number | null;
                    /** @description What speech over the answer does; null for BARGE_IN_STRATEGY. */
                    barge_in?: ("immediate" | "graceful" | "off") | null;
                    thinking_sound_after_ms?: number | null;
                    /** @description Leaves *asterisk actions* out of what is spoken. */
                    filter_actions_for_tts?: boolean;
                    /** @description Names of the tools that it may call while it talks: `current_time`, `end_call`, `forget`, `remember`, `send_text`, `set_language`, those of `/api/tools`, and those of `/api/mcp-servers` as `server__tool`; `server__*` are all of a server. One that there is not is passed over. */
                    tools?: string[];
                    /** @description Ids of the agents that it may hand the conversation over to: with any it has the tool `transfer_to_agent`. One that is gone or switched off is passed over. */
                    transfer_to?: string[];
                    /** @description Ids of the agents that it may ask while it talks: with any it has the tool `consult_agent`. One that is gone or switched off is passed over. */
                    consults?: string[];
                    /** @description Which tools that people have added are confirmed by voice before they run: those that destroy (null), all, or none. What a tool says of itself (`confirm`) goes before. */
                    tool_confirmation?: ("never" | "destructive" | "always") | null;
                    /** @description Its conversations are recorded while everybody who is heard has consented, where RECORDING allows it. */
                    records?: boolean;
                    /** @description Sessions with it that were unused for so many days, and turns that are older, are deleted; null for RETENTION_DAYS. */
                    retention_days?: number | null;
                    /** @description Left out of what is kept of its conversations, beside what REDACT_STORED says: an agent leaves out more than the server, never less. */
                    redact_stored?: ("email" | "phone" | "card" | "iban")[];
                    /** @description What its models, and the server of embeddings, are told placeholders in the place of, beside what REDACT_FOR_MODELS says. */
                    redact_for_models?: ("email" | "phone" | "card" | "iban")[];
                    /** @description What each session with it may take, and all of a day (UTC) together, beside the server’s own limits (CAP_SESSION_USD, CAP_AGENT_USD, …); null for those alone. */
                    limits?: {
                        session?: {
                            usd?: number;
                            tokens?: number;
                            minutes?: number;
                        };
                        day?: {
                            usd?: number;
                            tokens?: number;
                            minutes?: number;
                        };
                    } | null;
                    is_active?: boolean;
                    /** @description What n8n_webhook_url wants to be called with; write-only. Null: nothing. Gone when the webhook moves to another origin. */
                    n8n_auth?: unknown;
                    discord?: {
                        /**
                         * @description personal: a conversation with every speaker. room: one with the whole channel.
                         * @enum {string}
                         */
                        mode?: "personal" | "room";
                        /**
                         * @description In a room: to everything, or only to what calls the agent.
                         * @enum {string}
                         */
                        answers?: "always" | "addressed";
                        /** @description What calls the agent, besides its name. */
                        wake_phrases?: string[];
                        /**
                         * @description In a room: whose speech may interrupt an answer.
                         * @enum {string}
                         */
                        barge_in_by?: "anyone" | "addressee";
                        /** @description Voice channels that are joined when somebody enters. */
                        auto_join_channel_ids?: string[];
                        /** @description How people are told that they are heard; null for DISCORD_CONSENT_NOTICE. */
                        notice?: ("off" | "spoken" | "written" | "both") | null;
                        notice_text?: string | null;
                    };
                    /** @description The agent's own bot; write-only. Null: the agent speaks through the server's bot. */
                    discord_token?: string | null;
                    /** @default false */
                    is_default?: boolean;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agent"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAgent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agent"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateAgent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tts_rate": 1.1,
                 *       "discord": {
                 *         "mode": "room",
                 *         "answers": "addressed"
                 *       }
                 *     }
                 */
                "application/json": {
                    name?: string;
                    system_prompt?: string;
                    /** @description Spoken when somebody joins; null for silence. */
                    greeting?: string | null;
                    /** @description Providers to ask, first to last: the `id`s of `GET /api/providers`, each with a model of its own or its default; null for the server's order. */
                    llm_steps?: {
                        provider: ("openrouter" | "openai" | "anthropic" | "local" | "n8n" | "demo") | string;
                        model?: string;
                    }[] | null;
                    /** @description Who hears, first to last: the `id`s of `GET /api/stt-providers`; null for the server's order. */
                    stt_steps?: {
                        provider: ("embedded" | "whisperx" | "openai" | "whisperlive" | "deepgram") | string;
                    }[] | null;
                    /** @description Who speaks, first to last: the `id`s of `GET /api/tts-providers`, each with a voice of its own or tts_voice; null for the server's order. */
                    tts_steps?: {
                        provider: ("embedded" | "chatterbox" | "devnen" | "openai") | string;
                        voice?: string;
                    }[] | null;
                    /** @description Model of the server's first provider. */
                    llm_model?: string | null;
                    /** @description The agent's own workflow; private addresses are refused when it is called unless OUTBOUND_ALLOWED_HOSTS has them. Credentials in it become n8n_auth. */
                    n8n_webhook_url?: string | null;
                    temperature?: number | null;
                    max_tokens?: number | null;
                    tts_voice?: string | null;
                    tts_rate?: number | null;
                    tts_pitch?: number | null;
                    tts_volume?: number | null;
                    /** @description Liveliness. chatterbox and devnen only; refused while there is neither. */
                    tts_exaggeration?: number | null;
                    /** @description How closely the pace follows the reference voice. chatterbox and devnen only; refused while there is neither. Below 0.2 is 0.2 on the latter. */
                    tts_cfg_weight?: number | null;
                    /** @description Variation between takes. chatterbox and devnen only; refused while there is neither. Above 1.5 is 1.5 on the latter. */
                    tts_temperature?: number | null;
                    tts_language?: string | null;
                    /** @description Silence that ends an utterance; null for SILENCE_THRESHOLD_MS. */
                    silence_threshold_ms?: number | null;
                    /** @description What speech over the answer does; null for BARGE_IN_STRATEGY. */
                    barge_in?: ("immediate" | "graceful" | "off") | null;
                    thinking_sound_after_ms?: number | null;
                    /** @description Leaves *asterisk actions* out of what is spoken. */
                    filter_actions_for_tts?: boolean;
                    /** @description Names of the tools that it may call while it talks: `current_time`, `end_call`, `forget`, `remember`, `send_text`, `set_language`, those of `/api/tools`, and those of `/api/mcp-servers` as `server__tool`; `server__*` are all of a server. One that there is not is passed over. */
                    tools?: string[];
                    /** @description Ids of the agents that it may hand the conversation over to: with any it has the tool `transfer_to_agent`. One that is gone or switched off is passed over. */
                    transfer_to?: string[];
                    /** @description Ids of the agents that it may ask while it talks: with any it has the tool `consult_agent`. One that is gone or switched off is passed over. */
                    consults?: string[];
                    /** @description Which tools that people have added are confirmed by voice before they run: those that destroy (null), all, or none. What a tool says of itself (`confirm`) goes before. */
                    tool_confirmation?: ("never" | "destructive" | "always") | null;
                    /** @description Its conversations are recorded while everybody who is heard has consented, where RECORDING allows it. */
                    records?: boolean;
                    /** @description Sessions with it that were unused for so many days, and turns that are older, are deleted; null for RETENTION_DAYS. */
                    retention_days?: number | null;
                    /** @description Left out of what is kept of its conversations, beside what REDACT_STORED says: an agent leaves out more than the server, never less. */
                    redact_stored?: ("email" | "phone" | "card" | "iban")[];
                    /** @description What its models, and the server of embeddings, are told placeholders in the place of, beside what REDACT_FOR_MODELS says. */
                    redact_for_models?: ("email" | "phone" | "card" | "iban")[];
                    /** @description What each session with it may take, and all of a day (UTC) together, beside the server’s own limits (CAP_SESSION_USD, CAP_AGENT_USD, …); null for those alone. */
                    limits?: {
                        session?: {
                            usd?: number;
                            tokens?: number;
                            minutes?: number;
                        };
                        day?: {
                            usd?: number;
                            tokens?: number;
                            minutes?: number;
                        };
                    } | null;
                    is_active?: boolean;
                    /** @description What n8n_webhook_url wants to be called with; write-only. Null: nothing. Gone when the webhook moves to another origin. */
                    n8n_auth?: unknown;
                    discord?: {
                        /**
                         * @description personal: a conversation with every speaker. room: one with the whole channel.
                         * @enum {string}
                         */
                        mode?: "personal" | "room";
                        /**
                         * @description In a room: to everything, or only to what calls the agent.
                         * @enum {string}
                         */
                        answers?: "always" | "addressed";
                        /** @description What calls the agent, besides its name. */
                        wake_phrases?: string[];
                        /**
                         * @description In a room: whose speech may interrupt an answer.
                         * @enum {string}
                         */
                        barge_in_by?: "anyone" | "addressee";
                        /** @description Voice channels that are joined when somebody enters. */
                        auto_join_channel_ids?: string[];
                        /** @description How people are told that they are heard; null for DISCORD_CONSENT_NOTICE. */
                        notice?: ("off" | "spoken" | "written" | "both") | null;
                        notice_text?: string | null;
                    };
                    /** @description The agent's own bot; write-only. Null: the agent speaks through the server's bot. */
                    discord_token?: string | null;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agent"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteAgent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    duplicateAgent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "name": "Ada, brief"
                 *     }
                 */
                "application/json": {
                    /** @description The name of the other with a number, `Ada 2`, when absent. */
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agent"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setDefaultAgent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agent"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportAgent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentDocument"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importAgent: {
        parameters: {
            query?: {
                /** @description What becomes of it where an agent has its name. rename: it is called `Ada 2`. overwrite: that agent is set as the document says, and keeps its secrets. */
                on_conflict?: "refuse" | "rename" | "overwrite";
                /** @description What becomes of it where it names what is not here. leave_out: it is made without; names of tools stay, for when they are added. */
                missing?: "refuse" | "leave_out";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "format": "voxbridge-agent",
                 *       "version": 1,
                 *       "agent": {
                 *         "name": "Grace",
                 *         "system_prompt": "You are Grace, exact and calm.",
                 *         "llm_steps": [
                 *           {
                 *             "provider": "local",
                 *             "model": "llama3.2"
                 *           }
                 *         ],
                 *         "tools": [
                 *           "current_time"
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @constant */
                    format: "voxbridge-agent";
                    /**
                     * @description Of the format. Another one is refused.
                     * @constant
                     */
                    version: 1;
                    /** Format: date-time */
                    exported_at?: string;
                    /** @description What the agent has and this document has not. */
                    secrets?: ("n8n_auth" | "discord_token")[];
                    agent: {
                        name: string;
                        system_prompt: string;
                        /** @description Spoken when somebody joins; null for silence. */
                        greeting?: string | null;
                        /** @description Servers of language models, by name. */
                        llm_steps?: {
                            /** @description Its name. */
                            provider: string;
                            model?: string;
                        }[] | null;
                        /** @description Servers that hear, by name. */
                        stt_steps?: {
                            /** @description Its name. */
                            provider: string;
                        }[] | null;
                        /** @description Servers that speak, by name. */
                        tts_steps?: {
                            /** @description Its name. */
                            provider: string;
                            voice?: string;
                        }[] | null;
                        /** @description Model of the server's first provider. */
                        llm_model?: string | null;
                        /** @description The agent's own workflow; private addresses are refused when it is called unless OUTBOUND_ALLOWED_HOSTS has them. Credentials in it become n8n_auth. */
                        n8n_webhook_url?: string | null;
                        temperature?: number | null;
                        max_tokens?: number | null;
                        tts_voice?: string | null;
                        tts_rate?: number | null;
                        tts_pitch?: number | null;
                        tts_volume?: number | null;
                        /** @description Liveliness. chatterbox and devnen only; refused while there is neither. */
                        tts_exaggeration?: number | null;
                        /** @description How closely the pace follows the reference voice. chatterbox and devnen only; refused while there is neither. Below 0.2 is 0.2 on the latter. */
                        tts_cfg_weight?: number | null;
                        /** @description Variation between takes. chatterbox and devnen only; refused while there is neither. Above 1.5 is 1.5 on the latter. */
                        tts_temperature?: number | null;
                        tts_language?: string | null;
                        /** @description Silence that ends an utterance; null for SILENCE_THRESHOLD_MS. */
                        silence_threshold_ms?: number | null;
                        /** @description What speech over the answer does; null for BARGE_IN_STRATEGY. */
                        barge_in?: ("immediate" | "graceful" | "off") | null;
                        thinking_sound_after_ms?: number | null;
                        /** @description Leaves *asterisk actions* out of what is spoken. */
                        filter_actions_for_tts?: boolean;
                        /** @description Names of the tools that it may call while it talks: `current_time`, `end_call`, `forget`, `remember`, `send_text`, `set_language`, those of `/api/tools`, and those of `/api/mcp-servers` as `server__tool`; `server__*` are all of a server. One that there is not is passed over. */
                        tools?: string[];
                        /** @description Agents, by name. */
                        transfer_to?: string[];
                        /** @description Agents, by name. */
                        consults?: string[];
                        /** @description Which tools that people have added are confirmed by voice before they run: those that destroy (null), all, or none. What a tool says of itself (`confirm`) goes before. */
                        tool_confirmation?: ("never" | "destructive" | "always") | null;
                        /** @description Its conversations are recorded while everybody who is heard has consented, where RECORDING allows it. */
                        records?: boolean;
                        /** @description Sessions with it that were unused for so many days, and turns that are older, are deleted; null for RETENTION_DAYS. */
                        retention_days?: number | null;
                        /** @description Left out of what is kept of its conversations, beside what REDACT_STORED says: an agent leaves out more than the server, never less. */
                        redact_stored?: ("email" | "phone" | "card" | "iban")[];
                        /** @description What its models, and the server of embeddings, are told placeholders in the place of, beside what REDACT_FOR_MODELS says. */
                        redact_for_models?: ("email" | "phone" | "card" | "iban")[];
                        /** @description What each session with it may take, and all of a day (UTC) together, beside the server’s own limits (CAP_SESSION_USD, CAP_AGENT_USD, …); null for those alone. */
                        limits?: {
                            session?: {
                                usd?: number;
                                tokens?: number;
                                minutes?: number;
                            };
                            day?: {
                                usd?: number;
                                tokens?: number;
                                minutes?: number;
                            };
                        } | null;
                        is_active?: boolean;
                        discord?: {
                            /**
                             * @description personal: a conversation with every speaker. room: one with the whole channel.
                             * @enum {string}
                             */
                            mode?: "personal" | "room";
                            /**
                             * @description In a room: to everything, or only to what calls the agent.
                             * @enum {string}
                             */
                            answers?: "always" | "addressed";
                            /** @description What calls the agent, besides its name. */
                            wake_phrases?: string[];
                            /**
                             * @description In a room: whose speech may interrupt an answer.
                             * @enum {string}
                             */
                            barge_in_by?: "anyone" | "addressee";
                            /** @description Voice channels that are joined when somebody enters. */
                            auto_join_channel_ids?: string[];
                            /** @description How people are told that they are heard; null for DISCORD_CONSENT_NOTICE. */
                            notice?: ("off" | "spoken" | "written" | "both") | null;
                            notice_text?: string | null;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportedAgent"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProviders: {
        parameters: {
            query?: {
                limit?: number;
                /** @description From the Link header of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description `<…>; rel="next"` leads to the next page where there is one. */
                    link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Provider"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createProvider: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Attic",
                 *       "kind": "local",
                 *       "base_url": "http://192.168.1.20:11434"
                 *     }
                 */
                "application/json": {
                    /** @description What turns, health and metrics call it. */
                    name: string;
                    /**
                     * @description local: any server that speaks OpenAI's chat protocol (Ollama, llama.cpp, vLLM, LM Studio).
                     * @enum {string}
                     */
                    kind: "local" | "openai" | "openrouter" | "anthropic";
                    /**
                     * @description Its host and port are enough. Null: OpenAI's, OpenRouter's or Anthropic's own; a local server needs one. It may lead into private networks, and not to a cloud's metadata service.
                     * @default null
                     */
                    base_url?: string | null;
                    /** @description Write-only. Null: it wants none. Gone when the provider moves to another origin, unless it is sent again. */
                    api_key?: string | null;
                    /**
                     * @description For agents that name none. Null: as the environment has it, of a local server the first that it lists and that chats.
                     * @default null
                     */
                    default_model?: string | null;
                    /**
                     * @description Those of a lower one are asked first; then by name.
                     * @default 0
                     */
                    position?: number;
                    /**
                     * @description Otherwise it is never asked.
                     * @default true
                     */
                    is_enabled?: boolean;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Provider"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: ("openrouter" | "openai" | "anthropic" | "local" | "n8n" | "demo") | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Provider"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: ("openrouter" | "openai" | "anthropic" | "local" | "n8n" | "demo") | string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "is_enabled": false
                 *     }
                 */
                "application/json": {
                    /** @description What turns, health and metrics call it. */
                    name?: string;
                    /**
                     * @description local: any server that speaks OpenAI's chat protocol (Ollama, llama.cpp, vLLM, LM Studio).
                     * @enum {string}
                     */
                    kind?: "local" | "openai" | "openrouter" | "anthropic";
                    /** @description Its host and port are enough. Null: OpenAI's, OpenRouter's or Anthropic's own; a local server needs one. It may lead into private networks, and not to a cloud's metadata service. */
                    base_url?: string | null;
                    /** @description For agents that name none. Null: as the environment has it, of a local server the first that it lists and that chats. */
                    default_model?: string | null;
                    /** @description Those of a lower one are asked first; then by name. */
                    position?: number;
                    /** @description Otherwise it is never asked. */
                    is_enabled?: boolean;
                    /** @description Write-only. Null: it wants none. Gone when the provider moves to another origin, unless it is sent again. */
                    api_key?: string | null;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Provider"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: ("openrouter" | "openai" | "anthropic" | "local" | "n8n" | "demo") | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: ("openrouter" | "openai" | "anthropic" | "local" | "n8n" | "demo") | string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "model": "llama3.2"
                 *     }
                 */
                "application/json": {
                    /** @description Its default one when absent. */
                    model?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderTrial"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProviderModels: {
        parameters: {
            query?: {
                /** @description Asks the server again. */
                refresh?: "true" | "false";
            };
            header?: never;
            path: {
                id: ("openrouter" | "openai" | "anthropic" | "local" | "n8n" | "demo") | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderModels"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSttProviders: {
        parameters: {
            query?: {
                limit?: number;
                /** @description From the Link header of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description `<…>; rel="next"` leads to the next page where there is one. */
                    link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpeechProvider"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSttProvider: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Attic",
                 *       "kind": "openai",
                 *       "base_url": "http://192.168.1.20:8000",
                 *       "model": "Systran/faster-whisper-small"
                 *     }
                 */
                "application/json": {
                    /** @description What turns, health and metrics call it. */
                    name: string;
                    /**
                     * @description openai: any server with OpenAI's transcriptions (speaches, whisper.cpp).
                     * @enum {string}
                     */
                    kind: "openai" | "whisperx" | "whisperlive" | "deepgram";
                    /**
                     * Format: uri
                     * @description http: or https: of openai, ws: or wss: of the others. It may lead into private networks, and not to a cloud's metadata service.
                     */
                    base_url: string;
                    /**
                     * @description Null: as the environment has it for the kind.
                     * @default null
                     */
                    model?: string | null;
                    /**
                     * @description Of sessions that name none; null for WHISPERX_LANGUAGE.
                     * @default null
                     */
                    language?: string | null;
                    /**
                     * @description whisperx: pcm, opus. whisperlive: float32, int16. Null: as the environment has it.
                     * @default null
                     */
                    audio_format?: ("pcm" | "opus" | "float32" | "int16") | null;
                    /**
                     * @description End of an utterance to its transcript; null for STT_FINAL_TIMEOUT_MS.
                     * @default null
                     */
                    timeout_ms?: number | null;
                    /**
                     * @description Those of a lower one are asked first; then by name.
                     * @default 0
                     */
                    position?: number;
                    /**
                     * @description Otherwise it is never asked.
                     * @default true
                     */
                    is_enabled?: boolean;
                    /** @description Write-only. Null: it wants none. Gone when the provider moves to another origin, unless it is sent again. */
                    api_key?: string | null;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpeechProvider"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSttProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: ("embedded" | "whisperx" | "openai" | "whisperlive" | "deepgram") | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpeechProvider"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateSttProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: ("embedded" | "whisperx" | "openai" | "whisperlive" | "deepgram") | string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "is_enabled": false
                 *     }
                 */
                "application/json": {
                    /** @description What turns, health and metrics call it. */
                    name?: string;
                    /**
                     * @description openai: any server with OpenAI's transcriptions (speaches, whisper.cpp).
                     * @enum {string}
                     */
                    kind?: "openai" | "whisperx" | "whisperlive" | "deepgram";
                    /**
                     * Format: uri
                     * @description http: or https: of openai, ws: or wss: of the others. It may lead into private networks, and not to a cloud's metadata service.
                     */
                    base_url?: string;
                    /** @description Null: as the environment has it for the kind. */
                    model?: string | null;
                    /** @description Of sessions that name none; null for WHISPERX_LANGUAGE. */
                    language?: string | null;
                    /** @description whisperx: pcm, opus. whisperlive: float32, int16. Null: as the environment has it. */
                    audio_format?: ("pcm" | "opus" | "float32" | "int16") | null;
                    /** @description End of an utterance to its transcript; null for STT_FINAL_TIMEOUT_MS. */
                    timeout_ms?: number | null;
                    /** @description Those of a lower one are asked first; then by name. */
                    position?: number;
                    /** @description Otherwise it is never asked. */
                    is_enabled?: boolean;
                    /** @description Write-only. Null: it wants none. Gone when the provider moves to another origin, unless it is sent again. */
                    api_key?: string | null;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpeechProvider"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteSttProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: ("embedded" | "whisperx" | "openai" | "whisperlive" | "deepgram") | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testSttProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: ("embedded" | "whisperx" | "openai" | "whisperlive" | "deepgram") | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SttProviderTrial"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSttProviderModels: {
        parameters: {
            query?: {
                /** @description Asks the server again. */
                refresh?: "true" | "false";
            };
            header?: never;
            path: {
                id: ("embedded" | "whisperx" | "openai" | "whisperlive" | "deepgram") | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderModels"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTtsProviders: {
        parameters: {
            query?: {
                limit?: number;
                /** @description From the Link header of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description `<…>; rel="next"` leads to the next page where there is one. */
                    link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpeechProvider"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createTtsProvider: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Attic",
                 *       "kind": "openai",
                 *       "base_url": "http://192.168.1.20:8880/v1",
                 *       "model": "kokoro",
                 *       "voice": "af_heart"
                 *     }
                 */
                "application/json": {
                    /** @description What turns, health and metrics call it. */
                    name: string;
                    /**
                     * @description openai: any server with OpenAI's speech (Kokoro-FastAPI, speaches). chatterbox: chatterbox-tts-api. devnen: Chatterbox-TTS-Server.
                     * @enum {string}
                     */
                    kind: "openai" | "chatterbox" | "devnen";
                    /**
                     * Format: uri
                     * @description It may lead into private networks, and not to a cloud's metadata service.
                     */
                    base_url: string;
                    /**
                     * @description Of openai; null for TTS_OPENAI_MODEL.
                     * @default null
                     */
                    model?: string | null;
                    /**
                     * @description For agents that set none; null for CHATTERBOX_VOICE_ID or TTS_OPENAI_VOICE.
                     * @default null
                     */
                    voice?: string | null;
                    /**
                     * @description openai: pcm, wav. chatterbox: audio, sse. Null: as the environment has it.
                     * @default null
                     */
                    audio_format?: ("pcm" | "wav" | "audio" | "sse") | null;
                    /**
                     * @description Until the first audio of a sentence; null for TTS_TIMEOUT_S.
                     * @default null
                     */
                    timeout_ms?: number | null;
                    /**
                     * @description Sentences at once, over all sessions. Null: as the environment has it.
                     * @default null
                     */
                    max_concurrency?: number | null;
                    /**
                     * @description Those of a lower one are asked first; then by name.
                     * @default 0
                     */
                    position?: number;
                    /**
                     * @description Otherwise it is never asked.
                     * @default true
                     */
                    is_enabled?: boolean;
                    /** @description Write-only. Null: it wants none. Gone when the provider moves to another origin, unless it is sent again. */
                    api_key?: string | null;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpeechProvider"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTtsProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: ("embedded" | "chatterbox" | "devnen" | "openai") | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpeechProvider"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateTtsProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: ("embedded" | "chatterbox" | "devnen" | "openai") | string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "is_enabled": false
                 *     }
                 */
                "application/json": {
                    /** @description What turns, health and metrics call it. */
                    name?: string;
                    /**
                     * @description openai: any server with OpenAI's speech (Kokoro-FastAPI, speaches). chatterbox: chatterbox-tts-api. devnen: Chatterbox-TTS-Server.
                     * @enum {string}
                     */
                    kind?: "openai" | "chatterbox" | "devnen";
                    /**
                     * Format: uri
                     * @description It may lead into private networks, and not to a cloud's metadata service.
                     */
                    base_url?: string;
                    /** @description Of openai; null for TTS_OPENAI_MODEL. */
                    model?: string | null;
                    /** @description For agents that set none; null for CHATTERBOX_VOICE_ID or TTS_OPENAI_VOICE. */
                    voice?: string | null;
                    /** @description openai: pcm, wav. chatterbox: audio, sse. Null: as the environment has it. */
                    audio_format?: ("pcm" | "wav" | "audio" | "sse") | null;
                    /** @description Until the first audio of a sentence; null for TTS_TIMEOUT_S. */
                    timeout_ms?: number | null;
                    /** @description Sentences at once, over all sessions. Null: as the environment has it. */
                    max_concurrency?: number | null;
                    /** @description Those of a lower one are asked first; then by name. */
                    position?: number;
                    /** @description Otherwise it is never asked. */
                    is_enabled?: boolean;
                    /** @description Write-only. Null: it wants none. Gone when the provider moves to another origin, unless it is sent again. */
                    api_key?: string | null;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpeechProvider"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteTtsProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: ("embedded" | "chatterbox" | "devnen" | "openai") | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testTtsProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: ("embedded" | "chatterbox" | "devnen" | "openai") | string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "voice": "af_heart"
                 *     }
                 */
                "application/json": {
                    /** @description Its default one when absent. */
                    voice?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TtsProviderTrial"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTtsProviderModels: {
        parameters: {
            query?: {
                /** @description Asks the server again. */
                refresh?: "true" | "false";
            };
            header?: never;
            path: {
                id: ("embedded" | "chatterbox" | "devnen" | "openai") | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderModels"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTtsProviderVoices: {
        parameters: {
            query?: {
                /** @description Asks the server again. */
                refresh?: "true" | "false";
            };
            header?: never;
            path: {
                id: ("embedded" | "chatterbox" | "devnen" | "openai") | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderVoices"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTools: {
        parameters: {
            query?: {
                limit?: number;
                /** @description From the Link header of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description `<…>; rel="next"` leads to the next page where there is one. */
                    link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tool"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createTool: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "look_up_order",
                 *       "description": "Looks up an order by its number. Call it when the user asks where it is.",
                 *       "parameters": {
                 *         "type": "object",
                 *         "properties": {
                 *           "order_id": {
                 *             "type": "string"
                 *           }
                 *         },
                 *         "required": [
                 *           "order_id"
                 *         ],
                 *         "additionalProperties": false
                 *       },
                 *       "url": "https://shop.example/orders/{order_id}",
                 *       "secret_headers": {
                 *         "Authorization": "Bearer token"
                 *       },
                 *       "response_path": "order.status"
                 *     }
                 */
                "application/json": {
                    /** @description What the model calls it, and agents name in their `tools`. */
                    name: string;
                    /** @description For the model: what it does, and when to call it. */
                    description: string;
                    /**
                     * @description JSON schema of an object (draft 7): what the model is to give.
                     * @default {
                     *       "type": "object",
                     *       "properties": {}
                     *     }
                     */
                    parameters?: {
                        [key: string]: unknown;
                    };
                    /**
                     * @description GET when absent; POST of a workflow.
                     * @enum {string}
                     */
                    method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
                    /** @description Arguments stand in braces, in its path and query alone, and are percent-encoded: `https://shop.example/orders/{order_id}?q={q}`. Those of the path must be required; without one of the query its parameter is left out. Private addresses are refused when it is called unless OUTBOUND_ALLOWED_HOSTS has them. */
                    url: string;
                    /**
                     * @description Sent with each request.
                     * @default {}
                     */
                    headers?: {
                        [key: string]: string;
                    };
                    /**
                     * @description Where in a JSON answer the result is: `data.items.0`, or a JSON pointer. Null: the whole answer, which may be any text.
                     * @default null
                     */
                    response_path?: string | null;
                    /**
                     * @description n8n: the URL is the production URL of a webhook, and what it answers is read as n8n writes it: streamed or whole, an error with status 200, nothing, that it was only started.
                     * @default null
                     */
                    workflow?: "n8n" | null;
                    /** @description 10000 when absent; 30000 of a workflow. */
                    timeout_ms?: number;
                    /**
                     * @description wait: the answer waits for it, 6 s at most. background: the result is told in a turn of its own. fire: there is nothing to tell.
                     * @default wait
                     * @enum {string}
                     */
                    kind?: "wait" | "background" | "fire";
                    /** @description That of GET when absent. */
                    is_read_only?: boolean;
                    /**
                     * @description Whether who asks for it must say yes to it first. Null: as the agent’s `tool_confirmation` says; DELETE destroys.
                     * @default null
                     */
                    confirm?: ("never" | "always") | null;
                    /**
                     * @description Otherwise no agent is offered it.
                     * @default true
                     */
                    is_enabled?: boolean;
                    /** @description Write-only, all of them at once. Null: none. Gone when the tool moves to another origin, unless they are sent again. */
                    secret_headers?: {
                        [key: string]: string;
                    } | null;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tool"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tool"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateTool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "timeout_ms": 5000
                 *     }
                 */
                "application/json": {
                    /** @description What the model calls it, and agents name in their `tools`. */
                    name?: string;
                    /** @description For the model: what it does, and when to call it. */
                    description?: string;
                    /** @description JSON schema of an object (draft 7): what the model is to give. */
                    parameters?: {
                        [key: string]: unknown;
                    };
                    /** @enum {string} */
                    method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
                    /** @description Arguments stand in braces, in its path and query alone, and are percent-encoded: `https://shop.example/orders/{order_id}?q={q}`. Those of the path must be required; without one of the query its parameter is left out. Private addresses are refused when it is called unless OUTBOUND_ALLOWED_HOSTS has them. */
                    url?: string;
                    /** @description Sent with each request. */
                    headers?: {
                        [key: string]: string;
                    };
                    /** @description Where in a JSON answer the result is: `data.items.0`, or a JSON pointer. Null: the whole answer, which may be any text. */
                    response_path?: string | null;
                    /** @description n8n: the URL is the production URL of a webhook, and what it answers is read as n8n writes it: streamed or whole, an error with status 200, nothing, that it was only started. */
                    workflow?: "n8n" | null;
                    timeout_ms?: number;
                    /**
                     * @description wait: the answer waits for it, 6 s at most. background: the result is told in a turn of its own. fire: there is nothing to tell.
                     * @enum {string}
                     */
                    kind?: "wait" | "background" | "fire";
                    /** @description It changes nothing, so it may be stopped when somebody speaks, and run again. As a rule that of GET. */
                    is_read_only?: boolean;
                    /** @description Whether who asks for it must say yes to it first. Null: as the agent’s `tool_confirmation` says; DELETE destroys. */
                    confirm?: ("never" | "always") | null;
                    /** @description Otherwise no agent is offered it. */
                    is_enabled?: boolean;
                    /** @description Write-only, all of them at once. Null: none. Gone when the tool moves to another origin, unless they are sent again. */
                    secret_headers?: {
                        [key: string]: string;
                    } | null;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tool"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteTool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testTool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "arguments": {
                 *         "order_id": "42"
                 *       }
                 *     }
                 */
                "application/json": {
                    /**
                     * @description As a model would give them.
                     * @default {}
                     */
                    arguments?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToolTrial"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMcpServers: {
        parameters: {
            query?: {
                limit?: number;
                /** @description From the Link header of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description `<…>; rel="next"` leads to the next page where there is one. */
                    link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpServer"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createMcpServer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "shop",
                 *       "url": "https://shop.example/mcp",
                 *       "secret_headers": {
                 *         "Authorization": "Bearer token"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @description Its tools are `name__tool` to models and agents; `name__*` are all of them. */
                    name: string;
                    /**
                     * Format: uri
                     * @description Where it is asked, by streamable HTTP: `https://tools.example/mcp`. Private addresses are refused when it is asked unless OUTBOUND_ALLOWED_HOSTS has them.
                     */
                    url: string;
                    /**
                     * @description Sent with each request.
                     * @default {}
                     */
                    headers?: {
                        [key: string]: string;
                    };
                    /**
                     * @description Of a call, from its request or the last progress that the server tells of.
                     * @default 10000
                     */
                    timeout_ms?: number;
                    /**
                     * @description What holds for one tool whatever the server says of it, by the server’s own name of it.
                     * @default {}
                     */
                    tool_settings?: {
                        [key: string]: {
                            /**
                             * @description wait: the answer waits for it, 6 s at most. background: the result is told in a turn of its own. fire: there is nothing to tell.
                             * @enum {string}
                             */
                            kind?: "wait" | "background" | "fire";
                            /** @description It changes nothing. As the server says (`readOnlyHint`) when absent. */
                            is_read_only?: boolean;
                            /**
                             * @description Whether who asks for it must say yes to it first. As the agent’s `tool_confirmation` says when absent.
                             * @enum {string}
                             */
                            confirm?: "never" | "always";
                        };
                    };
                    /**
                     * @description Otherwise it is not asked.
                     * @default true
                     */
                    is_enabled?: boolean;
                    /** @description Write-only, all of them at once: `{"Authorization": "Bearer …"}`. Null: none. Gone when the server moves to another origin, unless they are sent again. */
                    secret_headers?: {
                        [key: string]: string;
                    } | null;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpServer"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMcpServer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpServer"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateMcpServer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tool_settings": {
                 *         "send_parcel": {
                 *           "kind": "background"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @description Its tools are `name__tool` to models and agents; `name__*` are all of them. */
                    name?: string;
                    /**
                     * Format: uri
                     * @description Where it is asked, by streamable HTTP: `https://tools.example/mcp`. Private addresses are refused when it is asked unless OUTBOUND_ALLOWED_HOSTS has them.
                     */
                    url?: string;
                    /** @description Sent with each request. */
                    headers?: {
                        [key: string]: string;
                    };
                    /** @description Of a call, from its request or the last progress that the server tells of. */
                    timeout_ms?: number;
                    /** @description What holds for one tool whatever the server says of it, by the server’s own name of it. */
                    tool_settings?: {
                        [key: string]: {
                            /**
                             * @description wait: the answer waits for it, 6 s at most. background: the result is told in a turn of its own. fire: there is nothing to tell.
                             * @enum {string}
                             */
                            kind?: "wait" | "background" | "fire";
                            /** @description It changes nothing. As the server says (`readOnlyHint`) when absent. */
                            is_read_only?: boolean;
                            /**
                             * @description Whether who asks for it must say yes to it first. As the agent’s `tool_confirmation` says when absent.
                             * @enum {string}
                             */
                            confirm?: "never" | "always";
                        };
                    };
                    /** @description Otherwise it is not asked. */
                    is_enabled?: boolean;
                    /** @description Write-only, all of them at once: `{"Authorization": "Bearer …"}`. Null: none. Gone when the server moves to another origin, unless they are sent again. */
                    secret_headers?: {
                        [key: string]: string;
                    } | null;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpServer"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteMcpServer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMcpServerTools: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpTool"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testMcpServer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpTrial"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testMcpServerTool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                /** @description As models call it: `shop__find_item`. */
                tool: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "arguments": {
                 *         "query": "tea"
                 *       }
                 *     }
                 */
                "application/json": {
                    /**
                     * @description As a model would give them.
                     * @default {}
                     */
                    arguments?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToolTrial"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLiveSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LiveSessions"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    muteAgent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "muted": true
                 *     }
                 */
                "application/json": {
                    /**
                     * @description false: it answers again.
                     * @default true
                     */
                    muted?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        muted: boolean;
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: {
                /** @description One user's sessions; everybody's when absent. */
                user_id?: string;
                /** @description Those that the members of this group share. */
                group_id?: string;
                /** @description Those with this agent. */
                agent_id?: string;
                /** @description Those that were used through it last. */
                channel?: "discord" | "webrtc" | "websocket";
                /** @description Whether somebody talks in them now. */
                active?: "true" | "false";
                /** @description Words that are all in the name or id of who talks; of the last one its beginning is enough. Where several talk, also the whole id of one who has. */
                user?: string;
                /** @description Those that this account opened. */
                owner_id?: string;
                /** @description Last active on this day (UTC), or at this moment, or later. */
                from?: string;
                /** @description Last active on this day (UTC) or earlier; or before this moment. */
                to?: string;
                /** @description Words that were all said in one message, or are all in the title; of the last one its beginning is enough. */
                q?: string;
                limit?: number;
                /** @description A session's `cursor`: those after it in the list, the next page. */
                before?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "user_id": "ann",
                 *       "title": "Groceries",
                 *       "metadata": {
                 *         "order": 17
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @description Who talks in it: it is opened for this user alone. */
                    user_id: string;
                    /** @description What people call the user. */
                    user_name?: string;
                    /**
                     * Format: uuid
                     * @description With whose members it is shared; whoever asks is one, or an admin of the server.
                     */
                    group_id?: string;
                    /**
                     * Format: uuid
                     * @description Who talks in it; the default agent when absent.
                     */
                    agent_id?: string;
                    /** @description The same by its name. */
                    agent_name?: string;
                    /**
                     * @description What it is listed under until it is used.
                     * @default websocket
                     * @enum {string}
                     */
                    channel?: "discord" | "webrtc" | "websocket";
                    title?: string;
                    /** @description Anything: an object of at most 16 KiB of JSON. */
                    metadata?: Record<string, never>;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listActiveSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActiveSession"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "Groceries for Sunday"
                 *     }
                 */
                "application/json": {
                    /** @description Null takes it away. */
                    title?: string | null;
                    /** @description Takes the place of what was there; null takes it away. */
                    metadata?: Record<string, never> | null;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMessages: {
        parameters: {
            query?: {
                limit?: number;
                /** @description A message's `cursor`: those said before it, the page before. */
                before?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "user",
                 *       "content": "I am allergic to nuts.",
                 *       "turn_id": "0b4f8f0e-1f4e-4d3c-8a55-5a4b3c2d1e0f"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    role: "user" | "assistant";
                    content: string;
                    /**
                     * Format: uuid
                     * @description The turn it is a side of, made where there is none; a new one when absent. Sent again with it, a message is there once. A turn that is made has this id where an admin asks, else one of the server’s, which the answer has; both name it in this session.
                     */
                    turn_id?: string;
                };
            };
        };
        responses: {
            /** @description It was there already. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelAnswer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description False when there was no answer. */
                        cancelled: boolean;
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replyToTurn: {
        parameters: {
            query?: {
                turnId?: string;
                turn_id?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "Your table is booked."
                 *     }
                 */
                "application/json": {
                    text: string;
                    /** @description How it is spoken: the agent's voice settings, also in the predecessor's words. */
                    options?: unknown;
                    turnId?: string;
                    turn_id?: string;
                };
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sayInSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "Dinner is ready.",
                 *       "interrupt": true
                 *     }
                 */
                "application/json": {
                    /** @description Said as it is; the model is not asked. */
                    text: string;
                    /**
                     * @description Ends the answer that goes on, which it waits for otherwise.
                     * @default false
                     */
                    interrupt?: boolean;
                };
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description The turn that keeps what was heard of it.
                         */
                        turn_id: string;
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTurns: {
        parameters: {
            query?: {
                limit?: number;
                /** @description A turn's `cursor`: those that began before it, the next page. */
                before?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Turn"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTurn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Turn"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listInvites: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BookedInvite"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createInvite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ben",
                 *       "expires_in_s": 3600,
                 *       "max_uses": 1
                 *     }
                 */
                "application/json": {
                    /** @description What the guest is called in the conversation. */
                    name: string;
                    /** @description The same person is the same speaker; a new one when absent. */
                    guest_id?: string;
                    /**
                     * @description Seconds until the invite can no longer be used.
                     * @default 43200
                     */
                    expires_in_s?: number;
                    /**
                     * @description How often somebody may take part with it; coming back counts. Null: any number.
                     * @default null
                     */
                    max_uses?: number | null;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invite"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeInvite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                invite_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRecordings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recording"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRecordingAudio: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                rid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/ogg": unknown;
                };
            };
            /** @description The range that `Range` asks for. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/ogg": unknown;
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                rid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description What this user did. */
                user_id?: string;
                /** @description By the id of the route: `updateAgent`. */
                action?: string;
                /** @description What was done to this. */
                target_id?: string;
                limit?: number;
                /** @description An entry's `cursor`: those before it. */
                before?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description `<…>; rel="next"` leads to the next page where there is one. */
                    link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntry"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: {
                limit?: number;
                /** @description From the Link header of the page before. */
                before?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description `<…>; rel="next"` leads to the next page where there is one. */
                    link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "display_name": "Ann"
                 *     }
                 */
                "application/json": {
                    /** @description What people call them. */
                    display_name: string;
                    /** @description In small letters. */
                    email?: string | null;
                    /**
                     * @description What they may do who log in: owners and admins all, members talk and read, guests talk. Their provider says it anew at each log-in, except of owners. A key has scopes of its own.
                     * @default member
                     * @enum {string}
                     */
                    role?: "owner" | "admin" | "member" | "guest";
                    /** @description Who they are in Discord: one at most, and nobody else’s. */
                    discord_user_id?: string | null;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "is_active": true
                 *     }
                 */
                "application/json": {
                    /** @description What people call them. */
                    display_name?: string;
                    /** @description In small letters. */
                    email?: string | null;
                    /**
                     * @description What they may do who log in: owners and admins all, members talk and read, guests talk. Their provider says it anew at each log-in, except of owners. A key has scopes of its own.
                     * @enum {string}
                     */
                    role?: "owner" | "admin" | "member" | "guest";
                    /** @description Who they are in Discord: one at most, and nobody else’s. */
                    discord_user_id?: string | null;
                    /** @description False: none of their keys, tokens and log-ins lets in any more; what they have stays. */
                    is_active?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listKeys: {
        parameters: {
            query?: {
                limit?: number;
                /** @description From the Link header of the page before. */
                before?: string;
                /** @description Those of this user. */
                user_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description `<…>; rel="next"` leads to the next page where there is one. */
                    link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uuid
                     * @description Whose it is: what is begun with it is theirs.
                     */
                    user_id: string;
                    /** @description By which its owner knows it; one of each. */
                    name: string;
                    /** @description `talk`: begin and steer sessions. `read`: see what was said in them. `admin`: all, of everybody. */
                    scopes: ("talk" | "read" | "admin")[];
                    /**
                     * @description Seconds until it is good no longer. Null: never.
                     * @default null
                     */
                    expires_in_s?: number | null;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeKey"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "user_id": "ann",
                 *       "expires_in_s": 600,
                 *       "max_sessions": 1
                 *     }
                 */
                "application/json": {
                    /** @description Who talks: it shows and opens sessions of this user alone, whatever its holder says. */
                    user_id: string;
                    /** @description What people call them. */
                    user_name?: string;
                    /**
                     * Format: uuid
                     * @description Only this agent; any when absent.
                     */
                    agent_id?: string;
                    /** @description Only these sessions; none is begun. Any of the user’s when absent. */
                    session_ids?: string[];
                    /** @description No more than the key has. */
                    scopes?: ("talk" | "read")[];
                    /**
                     * @description Seconds; it is not good for longer than the key.
                     * @default 3600
                     */
                    expires_in_s?: number;
                    /**
                     * @description How many sessions may be begun with it. Null: any number.
                     * @default null
                     */
                    max_sessions?: number | null;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionToken"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endProviderSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": {
                    /** @description A JWT that the provider has signed for this server. */
                    logout_token: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginLogin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the provider. */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no provider (OIDC_ISSUER). */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            /** @description The provider does not answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            /** @description Who is logged in cannot be checked just now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endLogin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Logged in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            /** @description There is no provider (OIDC_ISSUER). */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            /** @description The provider does not answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            /** @description The database does not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    useLoginLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What stands behind `#log-in=` in the link. */
                    token: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMyLogins: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Login"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endMyLogin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Where they log out at the provider as well, when they want to. */
                        provider_url: string | null;
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    linkMyDiscord: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "ABCD-EFGH"
                 *     }
                 */
                "application/json": {
                    /** @description As `/link` has told it in Discord. */
                    code: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyDiscord"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unlinkMyDiscord: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    joinGroup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "voxg_…"
                 *     }
                 */
                "application/json": {
                    /** @description Of an invite. */
                    token: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listGroups: {
        parameters: {
            query?: {
                limit?: number;
                /** @description From the Link header of the page before. */
                before?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description `<…>; rel="next"` leads to the next page where there is one. */
                    link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createGroup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Support"
                 *     }
                 */
                "application/json": {
                    /** @description What its members call it; others may be called so too. */
                    name: string;
                    /**
                     * Format: uuid
                     * @description Whose it is; whoever asks when absent. Only admins of the server name somebody else.
                     */
                    owner_id?: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Support at night"
                 *     }
                 */
                "application/json": {
                    /** @description What its members call it; others may be called so too. */
                    name: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listGroupMembers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupMember"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeGroupMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateGroupMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "owner"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Guests know that the group is there. Members see who is in it. Admins name it, invite, and change and remove members up to their own role; owners delete it.
                     * @enum {string}
                     */
                    role: "owner" | "admin" | "member" | "guest";
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupMember"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    leaveGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listGroupInvites: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupInvite"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createGroupInvite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "member",
                 *       "expires_in_s": 86400,
                 *       "max_uses": 1
                 *     }
                 */
                "application/json": {
                    /**
                     * @description What somebody becomes who joins with it: no more than who invites.
                     * @default member
                     * @enum {string}
                     */
                    role?: "owner" | "admin" | "member" | "guest";
                    /**
                     * @description Seconds until it is good no longer.
                     * @default 604800
                     */
                    expires_in_s?: number;
                    /**
                     * @description How many may join with it. Null: any number.
                     * @default 1
                     */
                    max_uses?: number | null;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeGroupInvite"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeGroupInvite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                invite_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMemorySettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemorySettings"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setMemorySettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "enabled": true
                 *     }
                 */
                "application/json": {
                    enabled: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemorySettings"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMemories: {
        parameters: {
            query?: {
                /** @description Those of one who talks, by `user_id`. */
                person?: string;
                limit?: number;
                /** @description A fact's `cursor`: those before it. */
                before?: string;
            };
            header?: never;
            path: {
                /** @description Of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Memory"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteMemories: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteMemory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the user. */
                id: string;
                /** @description Of the fact. */
                memory: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    editMemory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the user. */
                id: string;
                /** @description Of the fact. */
                memory: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "fact": "Ann is allergic to nuts."
                 *     }
                 */
                "application/json": {
                    fact: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Memory"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSessionConsents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionConsents"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setSessionConsent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "recording",
                 *       "given": false
                 *     }
                 */
                "application/json": {
                    /**
                     * @description `recording`: the sound is kept. `memory`: facts are remembered for later conversations. `processing`: what they say is heard at all.
                     * @enum {string}
                     */
                    kind: "recording" | "memory" | "processing";
                    given: boolean;
                    /** @description A guest’s id, or of somebody in a Discord channel, for whom one may say no alone. The one whose session it is when absent. */
                    person?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionConsents"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUserConsents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserConsents"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setUserConsent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "recording",
                 *       "given": true
                 *     }
                 */
                "application/json": {
                    /**
                     * @description `recording`: the sound is kept. `memory`: facts are remembered for later conversations. `processing`: what they say is heard at all.
                     * @enum {string}
                     */
                    kind: "recording" | "memory" | "processing";
                    given: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserConsents"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCosts: {
        parameters: {
            query?: {
                /** @description What the sums are for. `user`: who talks, as sessions have it; `owner`: whose account it is. */
                group?: "day" | "agent" | "user" | "owner" | "provider" | "purpose";
                /** @description The first day (UTC); 30 days up to `to` when absent. */
                from?: string;
                /** @description The last day (UTC); today when absent. */
                to?: string;
                limit?: number;
                /** @description A row's `key`: those after it. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cost"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPrices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Price"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createPrice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "provider": "openai",
                 *       "model": "gpt-5-mini",
                 *       "unit": "million_prompt_tokens",
                 *       "usd": 0.25
                 *     }
                 */
                "application/json": {
                    /** @description As `/api/costs?group=provider` names it: `openai`, `openrouter`, `deepgram`, or the name of a server that was added. */
                    provider: string;
                    /**
                     * @description Null: any of its models that has no price of its own.
                     * @default null
                     */
                    model?: string | null;
                    /** @enum {string} */
                    unit: "million_prompt_tokens" | "million_completion_tokens" | "audio_minute" | "million_characters";
                    /** @description US dollars for one unit. */
                    usd: number;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Price"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPrice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Price"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deletePrice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePrice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "usd": 0.2
                 *     }
                 */
                "application/json": {
                    /** @description US dollars for one unit. */
                    usd: number;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Price"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUsage: {
        parameters: {
            query?: {
                /** @description What the sums are for. */
                group?: "day" | "agent" | "user" | "provider";
                /** @description The first day (UTC); 30 days up to `to` when absent. */
                from?: string;
                /** @description The last day (UTC); today when absent. */
                to?: string;
                limit?: number;
                /** @description A row's `key`: those after it. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Usage"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLatency: {
        parameters: {
            query?: {
                /** @description The first day (UTC); 30 days up to `to` when absent. */
                from?: string;
                /** @description The last day (UTC); today when absent. */
                to?: string;
                /** @description What a row is for; hours, of 8 days at most. */
                step?: "day" | "hour";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StepOfLatency"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLoad: {
        parameters: {
            query?: {
                /** @description The first day (UTC); 30 days up to `to` when absent. */
                from?: string;
                /** @description The last day (UTC); today when absent. */
                to?: string;
                /** @description What a row is for. */
                step?: "day" | "hour";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StepOfLoad"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Setting"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "SILENCE_THRESHOLD_MS": 450,
                 *       "BARGE_IN_STRATEGY": null
                 *     }
                 */
                "application/json": {
                    /** @description fatal, error, warn, info, debug or trace. Speech and text are never logged at info. */
                    LOG_LEVEL?: string | number | boolean | null;
                    /** @description US dollars that one session may cost, by the prices of /api/prices. At a limit the sentence that is said is finished, the agent says why, and no provider is asked any more. None when absent. */
                    CAP_SESSION_USD?: string | number | boolean | null;
                    /** @description Tokens of models that one session may take. */
                    CAP_SESSION_TOKENS?: string | number | boolean | null;
                    /** @description Minutes of speech that are heard in one session. */
                    CAP_SESSION_MINUTES?: string | number | boolean | null;
                    /** @description US dollars that one user may cost in a day (UTC). */
                    CAP_USER_USD?: string | number | boolean | null;
                    /** @description Tokens of models that one user may take in a day. */
                    CAP_USER_TOKENS?: string | number | boolean | null;
                    /** @description Minutes of speech that are heard of one user in a day. */
                    CAP_USER_MINUTES?: string | number | boolean | null;
                    /** @description US dollars that one agent may cost in a day; agents may have less (`limits`). */
                    CAP_AGENT_USD?: string | number | boolean | null;
                    /** @description Tokens of models that one agent may take in a day. */
                    CAP_AGENT_TOKENS?: string | number | boolean | null;
                    /** @description Minutes of speech that one agent hears in a day. */
                    CAP_AGENT_MINUTES?: string | number | boolean | null;
                    /** @description US dollars that all together may cost in a day. */
                    CAP_DAY_USD?: string | number | boolean | null;
                    /** @description Tokens of models that all together may take in a day. */
                    CAP_DAY_TOKENS?: string | number | boolean | null;
                    /** @description Minutes of speech that are heard in a day, of everybody. */
                    CAP_DAY_MINUTES?: string | number | boolean | null;
                    /** @description Silence that ends an utterance. */
                    SILENCE_THRESHOLD_MS?: string | number | boolean | null;
                    /** @description What speech over the answer does, for agents that set nothing: stop it, end it with the sentence, or nothing. */
                    BARGE_IN_STRATEGY?: string | number | boolean | null;
                    /** @description Speech this long, while the agent speaks, holds the answer until its words are known; shorter is a click. */
                    BARGE_IN_MIN_SPEECH_MS?: string | number | boolean | null;
                    /** @description A soft sound while an answer takes longer than this, for agents that set none; silence when absent. */
                    THINKING_SOUND_AFTER_MS?: string | number | boolean | null;
                    /** @description For agents that set none. */
                    DEFAULT_LLM_TEMPERATURE?: string | number | boolean | null;
                    /** @description For agents that set none. */
                    DEFAULT_LLM_MAX_TOKENS?: string | number | boolean | null;
                    /** @description Speaking rate for agents that set none. */
                    TTS_RATE?: string | number | boolean | null;
                    /** @description Pitch for agents that set none. */
                    TTS_PITCH?: string | number | boolean | null;
                    /** @description Voice for agents that set none, on Chatterbox servers. */
                    CHATTERBOX_VOICE_ID?: string | number | boolean | null;
                    /** @description Voice for agents that set none. */
                    TTS_OPENAI_VOICE?: string | number | boolean | null;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Setting"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSpeech: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "Dinner is ready.",
                 *       "format": "opus"
                 *     }
                 */
                "application/json": {
                    text: string;
                    /** @description One of `GET /api/voices`; the default one when absent. */
                    voice?: string;
                    /** @description BCP 47. */
                    language?: string;
                    /** @description Speed: 2 is twice as fast. */
                    rate?: number;
                    pitch?: number;
                    volume?: number;
                    /**
                     * @description `wav`, `pcm` (s16le mono, its rate in `x-sample-rate`) or `opus` (in Ogg).
                     * @default wav
                     * @enum {string}
                     */
                    format?: "wav" | "pcm" | "opus";
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Hz. */
                    "x-sample-rate": number;
                    "x-duration-ms": number;
                    /** @description Who spoke. */
                    "x-provider"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": unknown;
                    "audio/pcm": unknown;
                    "audio/ogg": unknown;
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listVoices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Voice"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createTranscription: {
        parameters: {
            query?: {
                /** @description BCP 47; what is set for the server when absent. */
                language?: string;
                /** @description Adds `segments`: where each utterance lies. */
                timestamps?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "audio/wav": unknown;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transcript"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConnections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoiceConnection"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    joinChannel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "guild_id": "123456789012345678",
                 *       "channel_id": "234567890123456789"
                 *     }
                 */
                "application/json": {
                    guild_id: string;
                    channel_id: string;
                    /**
                     * Format: uuid
                     * @description Who talks there; the guild’s agent when absent.
                     */
                    agent_id?: string;
                    /**
                     * Format: uuid
                     * @description A stored session that goes on, with everybody in the channel.
                     */
                    session_id?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        channelId: string;
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    leaveChannel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "guild_id": "123456789012345678"
                 *     }
                 */
                "application/json": {
                    /** @description Needed where the bot is in several. */
                    guild_id?: string;
                    channel_id?: string;
                    /**
                     * Format: uuid
                     * @description Whose bot, where several are there.
                     */
                    agent_id?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    speak: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "guild_id": "123456789012345678",
                 *       "output": {
                 *         "content": "Dinner is ready."
                 *       }
                 *     }
                 */
                "application/json": {
                    output: {
                        content: string;
                    };
                    /** @description How it is spoken: the agent's voice settings, also in the predecessor's words. */
                    options?: unknown;
                    /** Format: uuid */
                    session_id?: string;
                    turnId?: string;
                    turn_id?: string;
                    guild_id?: string;
                    channel_id?: string;
                    /**
                     * Format: uuid
                     * @description Whose bot speaks, where several are in the server.
                     */
                    agent_id?: string;
                };
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listChannels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        guilds: {
                            id: string;
                            name: string;
                            channels: {
                                id: string;
                                name: string;
                                /** @description People, bots not counted. */
                                userCount: number;
                            }[];
                        }[];
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getGuild: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Guild"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateGuild: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "member_role_ids": [
                 *         "345678901234567890"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @description Roles whose people may say yes to what others have asked for, all of them at once; none: only who has asked may. */
                    confirming_role_ids?: string[];
                    /** @description Roles whose people are heard, all of them at once; none: everybody is. Admins, and who manages the server, always are. */
                    member_role_ids?: string[];
                    /** @description Roles whose people bring the bot in, send it away and change what the server has chosen, all of them at once; none: only who manages the server changes it, and whoever may talk brings the bot in. */
                    admin_role_ids?: string[];
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Guild"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    joinChannelAsAgent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    agent_id: string;
                    guild_id: string;
                    channel_id: string;
                    /** Format: uuid */
                    session_id?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        guild_id: string;
                        guild_name: string;
                        channel_id: string;
                        channel_name: string;
                        /** Format: uuid */
                        agent_id: string;
                        agent_name: string;
                        /** @description Of the channel, in mode `room`; everybody’s own begins when they first speak. */
                        session_id: string | null;
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    leaveChannelAsAgent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    agent_id: string;
                    guild_id: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAgentChannels: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        agent_id: string;
                        agent_name: string;
                        /** @description The agent’s own, else the server’s. */
                        bot: {
                            ready: boolean;
                            username: string | null;
                            id: string | null;
                        };
                        connections: {
                            guild_id: string;
                            guild_name: string;
                            channel_id: string;
                            channel_name: string;
                            connected: boolean;
                        }[];
                        active_sessions: number;
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportSession: {
        parameters: {
            query?: {
                /** @description `jsonl`: a line for each session, then one for each of its messages. `markdown`: to be read. */
                format?: "jsonl" | "markdown";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": unknown;
                    "text/markdown": unknown;
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createExport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "user_id": "ann",
                 *       "format": "markdown"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description One session.
                     */
                    session_id?: string;
                    /** @description All of one user's. */
                    user_id?: string;
                    /**
                     * Format: uuid
                     * @description All that a group shares, for its members and admins of the server.
                     */
                    group_id?: string;
                    /**
                     * @description `jsonl`: a line for each session, then one for each of its messages. `markdown`: to be read. `everything`: of a user, a line for each row of every table that is theirs.
                     * @default jsonl
                     * @enum {string}
                     */
                    format?: "jsonl" | "markdown" | "everything";
                };
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Export"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": unknown;
                    "text/markdown": unknown;
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Export"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": unknown;
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createUserExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Export"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    eraseUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "keep_account": true
                 *     }
                 */
                "application/json": {
                    /**
                     * @description They stay a user, with their keys; only what they said goes. False: they go, too.
                     * @default false
                     */
                    keep_account?: boolean;
                };
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    eraseNames: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "user_ids": [
                 *         "dora"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @description What clients call them; `discord:<id>` with all that they said in rooms. An admin means whoever is called so in anybody’s sessions. */
                    user_ids: string[];
                };
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getErasure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    applyRetention: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "dry_run": true
                 *     }
                 */
                "application/json": {
                    /** @description True: only tells what would be deleted. */
                    dry_run: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retention"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                limit?: number;
                /** @description From the Link header of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description `<…>; rel="next"` leads to the next page where there is one. */
                    link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://example.org/hook",
                 *       "events": [
                 *         "turn.completed"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uri
                     * @description Private addresses are refused when it is called unless OUTBOUND_ALLOWED_HOSTS has them.
                     */
                    url: string;
                    /** @description What it is told. */
                    events: ("session.started" | "session.ended" | "turn.completed")[];
                    /** @description What deliveries are signed with (Standard Webhooks); write-only. Made by the server when absent, and then shown once, in the answer. */
                    secret?: string;
                    /** @default true */
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        url: string;
                        events: string[];
                        active: boolean;
                        /** @description Why the server switched it off: `gone` where it answered 410. */
                        disabled_reason: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** @description Where the server made it; shown here and never again. */
                        secret?: string;
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "active": false
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uri
                     * @description Private addresses are refused when it is called unless OUTBOUND_ALLOWED_HOSTS has them.
                     */
                    url?: string;
                    /** @description What it is told. */
                    events?: ("session.started" | "session.ended" | "turn.completed")[];
                    /** @description What deliveries are signed with (Standard Webhooks); write-only. Made by the server when absent, and then shown once, in the answer. */
                    secret?: string;
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        delivered: boolean;
                        status_code: number | null;
                        error: string | null;
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listJobs: {
        parameters: {
            query?: {
                state?: "waiting" | "active" | "delayed" | "failed";
                limit?: number;
                /** @description From the Link header of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description `<…>; rel="next"` leads to the next page where there is one. */
                    link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dropJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getInfo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Info"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "ok";
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": unknown;
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpenApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDocs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDocsFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file: "swagger-ui.css" | "swagger-ui-bundle.js" | "start.js";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/css": unknown;
                    "text/javascript": unknown;
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProblemType: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: "validation" | "unreadable-body" | "unauthorized" | "forbidden" | "not-allowed" | "not-found" | "method-not-allowed" | "conflict" | "too-large" | "unsupported-media-type" | "rate-limited" | "cap-reached" | "internal-error" | "engine-failed" | "unavailable" | "agent-unavailable";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        title: string;
                        status: number;
                        /** @description What it means, and what to do. */
                        about: string;
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLegacyHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok" | "degraded";
                        /** @enum {string} */
                        database: "ok" | "error";
                        botReady: boolean;
                        inVoiceChannel: boolean;
                        /** @constant */
                        speakerLocked: false;
                        activeSpeaker: null;
                        /** Format: date-time */
                        timestamp: string;
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLegacyStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        bot: {
                            username: string | null;
                            id: null;
                            ready: boolean;
                        };
                        voice: {
                            connected: boolean;
                            channelId: string | null;
                            channelName: string | null;
                            guildId: string | null;
                            guildName: string | null;
                        };
                        speaker: {
                            /** @constant */
                            locked: false;
                            activeSpeaker: null;
                            speakingDuration: null;
                            silenceDuration: null;
                        };
                        whisperx: {
                            serverConfigured: boolean;
                            serverUrl: string | null;
                        };
                        services: {
                            chatterbox: boolean;
                            chatterboxUrl: string | null;
                            n8nWebhook: boolean;
                            /** @description It may hold a password. */
                            n8nWebhookUrl: null;
                        };
                        devices: {
                            /** @constant */
                            whisperx: "Unknown";
                            /** @constant */
                            chatterbox: "Unknown";
                        };
                        sessions: {
                            active: number;
                            total_cache: number;
                        };
                        serviceHealth: {
                            /** @enum {string} */
                            stt: "ok" | "error";
                            /** @description The circuit of each provider. */
                            llm: {
                                [key: string]: string;
                            };
                            /** @enum {string} */
                            tts: "ok" | "error";
                            /** @constant */
                            conversation: "ok";
                        };
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLegacyMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        latency: components["schemas"]["LegacyLatency"];
                        n8nResponseLatency: components["schemas"]["LegacyLatency"];
                        n8nFirstChunkLatency: components["schemas"]["LegacyLatency"];
                        aiGenerationLatency: components["schemas"]["LegacyLatency"];
                        ttsFirstByteLatency: components["schemas"]["LegacyLatency"];
                        transcriptionDuration: components["schemas"]["LegacyLatency"];
                        silenceDetectionLatency: components["schemas"]["LegacyLatency"];
                        timeToFirstAudio: components["schemas"]["LegacyLatency"];
                        whisperConnectionLatency: components["schemas"]["LegacyLatency"];
                        firstPartialTranscriptLatency: components["schemas"]["LegacyLatency"];
                        responseParsingLatency: components["schemas"]["LegacyLatency"];
                        ttsQueueLatency: components["schemas"]["LegacyLatency"];
                        ttsGenerationLatency: components["schemas"]["LegacyLatency"];
                        audioPlaybackLatency: components["schemas"]["LegacyLatency"];
                        ffmpegProcessingLatency: components["schemas"]["LegacyLatency"];
                        totalPipelineLatency: components["schemas"]["LegacyLatency"];
                        thinkingIndicatorDuration: components["schemas"]["LegacyLatency"];
                        transcriptCount: number;
                        /** @description Failed turns of all. */
                        errorRate: number;
                        /** @description Seconds. */
                        uptime: number;
                        interruptionCount: number;
                        lastTurn: {
                            [key: string]: number;
                        };
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLegacyTranscripts: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        transcripts: {
                            id: string;
                            /** Format: uuid */
                            sessionId: string;
                            text: string;
                            /** Format: date-time */
                            timestamp: string;
                        }[];
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unlockLegacySpeaker: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        previousSpeaker: null;
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLegacyProviders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyProvider"][];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createLegacyProvider: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Cellar",
                 *       "base_url": "http://192.168.1.20:11434/v1",
                 *       "provider_type": "ollama"
                 *     }
                 */
                "application/json": {
                    name: string;
                    base_url: string;
                    api_key?: (string | "") | null;
                    /** @description `openrouter`, `openai`; anything else is a server that speaks OpenAI’s protocol. */
                    provider_type?: (string | "") | null;
                    default_model?: (string | "") | null;
                    /** @default true */
                    is_active?: boolean;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyProvider"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLegacyProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyProvider"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateLegacyProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "is_active": false
                 *     }
                 */
                "application/json": {
                    name?: (string | "") | null;
                    base_url?: (string | "") | null;
                    api_key?: (string | "") | null;
                    /** @description `openrouter`, `openai`; anything else is a server that speaks OpenAI’s protocol. */
                    provider_type?: (string | "") | null;
                    default_model?: (string | "") | null;
                    is_active?: boolean | null;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyProvider"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteLegacyProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testLegacyProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        models_count: number;
                        response_time_ms: number;
                    } | {
                        /** @constant */
                        success: false;
                        error: string;
                        response_time_ms: number;
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    fetchLegacyProviderModels: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        models_count: number;
                        models: string[];
                    } | {
                        /** @constant */
                        success: false;
                        error: string;
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLegacyConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        SILENCE_THRESHOLD_MS: number;
                        MAX_SPEAKING_TIME_MS: number;
                        USE_STREAMING: boolean;
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeLegacyConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "SILENCE_THRESHOLD_MS": 800
                 *     }
                 */
                "application/json": {
                    SILENCE_THRESHOLD_MS?: number;
                    MAX_SPEAKING_TIME_MS?: number;
                    USE_STREAMING?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        config: {
                            SILENCE_THRESHOLD_MS: number;
                            MAX_SPEAKING_TIME_MS: number;
                            USE_STREAMING: boolean;
                        };
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLegacyVoice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        enabled: boolean;
                        options: {
                            speedFactor: number | null;
                            exaggeration: number | null;
                            cfgWeight: number | null;
                            temperature: number | null;
                            referenceAudioFilename: string | null;
                        };
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeLegacyVoice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "enabled": true,
                 *       "options": {
                 *         "speedFactor": 1.2
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @default true */
                    enabled?: boolean;
                    /** @default {} */
                    options?: {
                        speedFactor?: number;
                        exaggeration?: number;
                        cfgWeight?: number;
                        temperature?: number;
                        /** @enum {string} */
                        voiceMode?: "predefined" | "clone";
                        referenceAudioFilename?: string;
                    };
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        ignored: string[];
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
