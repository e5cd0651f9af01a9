import TestSupport
import Testing

/// Many who want the same at the same time, over REST and two auth processes.
@Suite struct ManyAtOnceTests {
    /// Runs `body` with a stack whose gateway asks two auth processes over one database.
    private func withReplicas(_ body: @Sendable (CairnStack, TestDatabase) async throws -> Void) async throws {
        let database = try await TestDatabase.make()
        let environment = [
            "DATABASE_URL": database.url, "AUTH_ADDR": "127.0.0.1:0", "OTEL_SDK_DISABLED": "true",
            "AUTH_PASSWORD_COST": "ln=4,r=8,p=1", "CALLER_TOKEN_KEY": CairnStack.callerTokenKey,
        ]
        let first = try await Program.start("auth", environment: environment)
        let second = try await Program.start("auth", environment: environment)
        let options = CairnStack.Options(
            databaseURL: database.url, gateway: ["AUTH_ADDR": "\(first.address),\(second.address)"])
        try await CairnStack.with(options) { stack in
            try await body(stack, database)
        }
        for program in [first, second] {
            program.terminate()
            await program.waitForExit()
        }
    }

    private func answers(
        _ count: Int, _ send: @escaping @Sendable (Int) async throws -> Answer
    ) async throws -> [Answer] {
        try await withThrowingTaskGroup { group in
            for number in 0..<count { group.addTask { try await send(number) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    private func wrongSignIns(_ count: Int, at stack: CairnStack, _ email: String) async throws -> [Answer] {
        try await answers(count) { try await stack.logIn(email, "wrong horse \($0)") }
    }

    @Test func `given one address, when a hundred register it at once, then one has it and the others are told`()
        async throws
    {
        try await withReplicas { stack, database in
            let answers = try await answers(100) { number in
                let email = number.isMultiple(of: 2) ? "ada@example.com" : "ADA@Example.com"
                return try await stack.send(
                    "POST", "/auth/register",
                    json: #"{"email":"\#(email)","password":"correct horse \#(number)","name":"Ada"}"#)
            }
            #expect(answers.count { $0.status == 201 } == 1)
            let others = answers.filter { $0.status != 201 }
            #expect(others.count == 99)
            for other in others {
                #expect(other.status == 409)
                #expect(try other.field("code") == "ALREADY_EXISTS")
                #expect(try other.field("detail") == "email: has an account already")
                #expect(other.headers["set-cookie"] == nil)
            }
            #expect(try await database.run("SELECT count(*) FROM auth.users") == "1")
            #expect(try await database.run("SELECT count(*) FROM auth.sessions") == "1")
        }
    }

    @Test func `given a session unused for a minute, when fifty requests come at once, then one use is written`()
        async throws
    {
        try await withReplicas { stack, database in
            let token = try await stack.newAccount().token
            try await database.run(
                "UPDATE auth.sessions SET last_use_time = last_use_time - interval '2 minutes'")
            try await database.run("CREATE TABLE uses (time timestamptz)")
            try await database.run(
                """
                CREATE FUNCTION note_use() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN INSERT INTO public.uses VALUES (NEW.last_use_time); RETURN NULL; END'
                """)
            try await database.run(
                "CREATE TRIGGER uses AFTER UPDATE ON auth.sessions FOR EACH ROW EXECUTE FUNCTION note_use()")

            let answers = try await answers(50) { _ in try await stack.send("GET", "/user/me", token: token) }

            #expect(answers.allSatisfy { $0.status == 200 })
            #expect(try await database.run("SELECT count(*) FROM uses") == "1")
        }
    }

    private func expectDelays(at email: String, of stack: CairnStack) async throws {
        let answers = try await answers(60) { try await stack.logIn(email, "wrong horse \($0)") }
        let delayed = answers.filter { $0.status != 401 }
        #expect((40...50).contains(delayed.count))
        for answer in delayed {
            #expect(answer.status == 429)
            #expect(try answer.field("code") == "RESOURCE_EXHAUSTED")
            #expect((1...3600).contains(try answer.retryAfter))
        }
    }

    @Test func `given an account, when wrong passwords come without end, then all are told when to come again`()
        async throws
    {
        try await withReplicas { stack, database in
            let caller = try await stack.newAccount()
            // Nobody is known who comes from an address that no session was opened from.
            try await database.run("UPDATE auth.sessions SET client_address = '192.0.2.7'")
            try await expectDelays(at: caller.email, of: stack)
            try await expectDelays(at: "nobody@example.com", of: stack)
            // The delay has grown by now to more than the test takes.
            try await database.run("UPDATE auth.password_failures SET count = 30, last_time = now()")
            let delayed = try await stack.logIn(caller.email, caller.password)
            #expect(delayed.status == 429)
            #expect((3000...3600).contains(try delayed.retryAfter))

            // Its owner at home is let in.
            try await database.run("UPDATE auth.sessions SET client_address = '127.0.0.1'")
            #expect(try await stack.logIn(caller.email, caller.password).status == 200)
        }
    }
}

extension Answer {
    /// In seconds.
    fileprivate var retryAfter: Int {
        get throws { try #require(headers["retry-after"].flatMap { Int($0) }) }
    }
}

extension CairnStack {
    fileprivate func logIn(_ email: String, _ password: String) async throws -> Answer {
        try await send("POST", "/auth/login", json: #"{"email":"\#(email)","password":"\#(password)"}"#)
    }
}
