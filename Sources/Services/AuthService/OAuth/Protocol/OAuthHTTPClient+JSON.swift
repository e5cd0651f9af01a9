import FoundationEssentials

extension OAuthHTTPClient {
    /// Reads a JSON document that has to be there.
    func document<Document: Decodable>(
        _ url: String, headers: [(String, String)] = [], as type: Document.Type, provider: String
    ) async throws -> Document {
        let answer: Answer
        do {
            answer = try await get(url, headers: headers)
        } catch {
            throw OAuthError.unavailable(provider, cause: error)
        }
        guard answer.status == 200 else {
            throw OAuthError.unavailable(provider, cause: UnexpectedStatus(status: answer.status))
        }
        do {
            return try JSONDecoder().decode(type, from: Data(answer.body))
        } catch {
            // Not the error itself: it may quote the document.
            throw OAuthError.unavailable(provider, cause: UnreadableAnswer())
        }
    }

    /// Exchanges a code for tokens (RFC 6749, section 4.1.3).
    func tokens(
        _ url: String, form: [(name: String, value: String)], headers: [(String, String)] = [], provider: String
    ) async throws -> TokenAnswer {
        let answer: Answer
        do {
            answer = try await post(url, form: form, headers: headers)
        } catch {
            throw OAuthError.unavailable(provider, cause: error)
        }
        let tokens = try? JSONDecoder().decode(TokenAnswer.self, from: Data(answer.body))
        // GitHub tells errors with status 200.
        if let error = tokens?.error { throw OAuthError.token(error, provider: provider) }
        guard answer.status == 200 else {
            throw OAuthError.unavailable(provider, cause: UnexpectedStatus(status: answer.status))
        }
        guard let tokens else { throw OAuthError.unavailable(provider, cause: UnreadableAnswer()) }
        return tokens
    }
}

/// The answer of a token endpoint (RFC 6749, sections 5.1 and 5.2).
struct TokenAnswer: Decodable, Sendable {
    let accessToken: String?
    let idToken: String?
    let error: String?

    private enum CodingKeys: String, CodingKey {
        case accessToken = "access_token"
        case idToken = "id_token"
        case error
    }
}

/// A provider answered with a status that it should not.
struct UnexpectedStatus: Error, CustomStringConvertible {
    let status: Int

    var description: String { "the provider answered with HTTP status \(status)" }
}

/// A provider's answer is no JSON, or another document than was asked for.
struct UnreadableAnswer: Error, CustomStringConvertible {
    var description: String { "the provider's answer can't be read" }
}
