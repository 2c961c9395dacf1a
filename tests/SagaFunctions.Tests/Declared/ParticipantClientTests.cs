using System.Collections.Concurrent;
using System.Net;
using System.Text;
using DurableSagas.SagaFunctions.Declared.Participants;
using DurableSagas.SagaFunctions.Declared.Registration;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Declared.Calls;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Steps;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace DurableSagas.SagaFunctions.Tests.Declared;

public sealed class ParticipantClientTests
{
    private static readonly DateTimeOffset _now = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200, """{"id":"7"}""", """{"id":"7"}""")]
    [InlineData(201, "[1,2]", "[1,2]")]
    [InlineData(204, "", "{}")]
    public async Task Answer_Success_IsTheResult(int status, string body, string result)
    {
        var client = ClientOf(new Participant((HttpStatusCode)status, body));

        var answer = await client.CallAsync(Call(), Token);

        Assert.Equal(result, answer.GetRawText());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(422)]
    public async Task Answer_ClientError_IsARefusalWhateverTheBodySays(int status)
    {
        var client = ClientOf(new Participant((HttpStatusCode)status, """{"result":"SUCCESS"}"""));

        var refused = await Assert.ThrowsAsync<StepRefusedException>(() => client.CallAsync(Call(), Token));

        Assert.Equal($$"""Participant 'bank' refused with {{status}}: {"result":"SUCCESS"}""", refused.Message);
    }

    [Theory]
    [InlineData(202)]
    [InlineData(425)]
    public async Task Answer_Pending_IsAskedAgainAfterTheParticipantsTime(int status)
    {
        var client = ClientOf(new Participant((HttpStatusCode)status, "FAILURE", ("Retry-After", "90")));

        var pending = await Assert.ThrowsAsync<StepPendingException>(() => client.CallAsync(Call(), Token));

        Assert.Equal(TimeSpan.FromSeconds(90), pending.RetryAfter);
    }

    [Theory]
    [InlineData(302, "")]
    [InlineData(408, "")]
    [InlineData(429, "")]
    [InlineData(500, "FAILURE")]
    [InlineData(503, "")]
    [InlineData(200, "<html>")]
    [InlineData(200, "{\"cut\":")]
    [InlineData(200, """{"half":"\ud800"}""")]
    [InlineData(200, "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]")]
    public async Task Answer_AnythingElse_IsUnknown(int status, string body)
    {
        var client = ClientOf(new Participant((HttpStatusCode)status, body, ("Location", "https://evil.example/")));

        await Assert.ThrowsAsync<StepUnavailableException>(() => client.CallAsync(Call(), Token));
    }

    [Fact]
    public async Task Answer_TooLarge_IsUnknown()
    {
        var client = ClientOf(new Participant(HttpStatusCode.OK, $"\"{new string('x', 256 * 1024)}\""));

        var unknown = await Assert.ThrowsAsync<StepUnavailableException>(() => client.CallAsync(Call(), Token));

        Assert.Equal("Participant 'bank' answered more than 262144 bytes.", unknown.Message);
    }

    [Fact]
    public async Task Request_CarriesTheCallAndTheKey()
    {
        var participant = new Participant(HttpStatusCode.OK, "{}");

        await ClientOf(participant).CallAsync(Call(), Token);

        var request = Assert.Single(participant.Requests);
        Assert.Equal(("POST", "https://bank.example/api/accounts/1/withdraw", """{"amount":10.00}"""), (request.Method, request.Url, request.Body));
        Assert.Equal(
            ["saga-1/take", "saga-1", "take", "Action", "s3cret-key"],
            new[] { "Idempotency-Key", "Saga-Id", "Saga-Step", "Saga-Operation", "x-bank-key" }.Select(name => request.Headers[name]));
    }

    [Fact]
    public async Task Request_OfATry_SaysUntilWhenItsReservationIsKept()
    {
        var participant = new Participant(HttpStatusCode.OK, "{}");

        await ClientOf(participant).CallAsync(Call() with { Step = "flight/try", Request = new ParticipantCall("bank", "flight", ParticipantOperation.Try, "POST", "seats", null) { ReservedUntil = _now } }, Token);

        var headers = Assert.Single(participant.Requests).Headers;
        Assert.Equal(("flight", "Try", "2100-01-01T00:00:00.0000000+00:00", false), (headers["Saga-Step"], headers["Saga-Operation"], headers["Saga-Reserved-Until"], headers.ContainsKey("Saga-Decision")));
    }

    [Theory]
    [InlineData(ParticipantOperation.Prepare, "/api/transactions/a%20b/decision")]
    [InlineData(ParticipantOperation.Commit, null)]
    public async Task Request_OfAPrepare_SaysWhereToAskForTheDecision(ParticipantOperation operation, string? decision)
    {
        var participant = new Participant(HttpStatusCode.OK, "{}");

        await ClientOf(participant).CallAsync(Call() with { Saga = new SagaIdentity("a b", "transfer", Protocol.TwoPhaseCommit, 0), Request = new ParticipantCall("bank", "from", operation, "POST", "locks", null) }, Token);

        var headers = Assert.Single(participant.Requests).Headers;
        Assert.Equal((decision, $"{operation}", false), (headers.GetValueOrDefault("Saga-Decision"), headers["Saga-Operation"], headers.ContainsKey("Saga-Reserved-Until")));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Answer_UnavailableForAWhile_SaysWhenToAskAgain(int status)
    {
        var client = ClientOf(new Participant((HttpStatusCode)status, string.Empty, ("Retry-After", "7")));

        var unknown = await Assert.ThrowsAsync<StepUnavailableException>(() => client.CallAsync(Call(), Token));

        Assert.Equal(TimeSpan.FromSeconds(7), unknown.RetryAfter);
    }

    [Fact]
    public async Task Answer_PendingUntilADate_IsAskedAgainThen()
    {
        var client = ClientOf(new Participant(HttpStatusCode.Accepted, string.Empty, ("Retry-After", "Wed, 01 Jan 2200 00:00:00 GMT")));

        var pending = await Assert.ThrowsAsync<StepPendingException>(() => client.CallAsync(Call(), Token));

        Assert.Equal(new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero), _now + pending.RetryAfter);
    }

    [Theory]
    [InlineData(400, "refused: you sent s3cret-key, that is ***", "you sent ***, that is ***")]
    [InlineData(400, """{"x-bank-key":"s3cret\u002Dkey"}""", """{"x-bank-key":"***"}""")]
    [InlineData(200, """{"youSent":"s3cret-key"}""", """{"youSent":"***"}""")]
    [InlineData(200, """{"youSent":"s3cret\u002Dkey","s3cret\u002dkey":1}""", """{"youSent":"***","***":1}""")]
    public async Task Answer_EchoesTheKey_IsKeptWithoutIt(int status, string body, string kept)
    {
        var client = ClientOf(new Participant((HttpStatusCode)status, body));

        var known = status == 200
            ? (await client.CallAsync(Call(), Token)).GetRawText()
            : (await Assert.ThrowsAsync<StepRefusedException>(() => client.CallAsync(Call(), Token))).Message;

        Assert.EndsWith(kept, known, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret-key", known, StringComparison.Ordinal);
    }

    public static TheoryData<string, bool> OtherEncodings => new() { { "utf-16", false }, { "utf-16", true }, { "utf-16BE", false }, { "utf-16BE", true }, { "utf-32", false }, { "utf-32", true } };

    [Theory]
    [MemberData(nameof(OtherEncodings))]
    public async Task Refusal_EchoesTheKeyInAnotherEncoding_QuotesNothing(string name, bool hasMark)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] body = [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes("you sent s3cret-key")];
        var client = ClientOf(new Participant(HttpStatusCode.BadRequest, string.Empty) { Bytes = body });

        var refused = await Assert.ThrowsAsync<StepRefusedException>(() => client.CallAsync(Call(), Token));

        Assert.Equal("Participant 'bank' refused with 400.", refused.Message);
    }

    [Fact]
    public async Task Refusal_OfOneText_IsQuotedWithoutItsQuotes()
    {
        var client = ClientOf(new Participant(HttpStatusCode.BadRequest, "\"card \\u0065xpired\""));

        var refused = await Assert.ThrowsAsync<StepRefusedException>(() => client.CallAsync(Call(), Token));

        Assert.Equal("Participant 'bank' refused with 400: card expired", refused.Message);
    }

    [Fact]
    public async Task Call_PathResolvedToAWayOut_IsRefusedAndNothingIsSent()
    {
        var participant = new Participant(HttpStatusCode.OK, "{}");

        await Assert.ThrowsAsync<StepRefusedException>(() => ClientOf(participant).CallAsync(Call() with { Request = new ParticipantCall("bank", "take", ParticipantOperation.Action, "DELETE", "accounts/..", null) }, Token));

        Assert.Empty(participant.Requests);
    }

    [Fact]
    public async Task Call_ReferenceLedNowhere_IsRefusedAndNothingIsSent()
    {
        var participant = new Participant(HttpStatusCode.OK, "{}");

        var refused = await Assert.ThrowsAsync<StepRefusedException>(() => ClientOf(participant).CallAsync(Call() with { Request = new ParticipantCall("bank", "take", ParticipantOperation.Action, "POST", "a", null) { Fault = "There is no '/id'." } }, Token));

        Assert.Equal("There is no '/id'.", refused.Message);
        Assert.Empty(participant.Requests);
    }

    [Fact]
    public void Settings_Faulty_AreAllNamed()
    {
        var configuration = Settings(
            ("Participants:a:BaseUrl", "/relative"),
            ("Participants:b:BaseUrl", "https://b"),
            ("Participants:b:BearerToken", "t"),
            ("Participants:b:Scope", "s"),
            ("Participants:b:Timeout", "00:20:00"),
            ("Participants:c:Key", "seven77"),
            ("Participants:d:BaseUrl", "http://user:hidden@d"),
            ("Participants:d:Key", "eight-88"),
            ("Participants:e:BaseUrl", "http://e"),
            ("Participants:e:BearerToken", "t"),
            ("Participants:f:BaseUrl", "https://f"),
            ("Participants:f:BearrToken", "t"),
            ("Participants:f:KeyHeader", "x y"),
            ("Participants:g:BaseUrl", "https://g"),
            ("Participants:g:Timeout", "soon"));

        var faults = Assert.Throws<InvalidOperationException>(() => new ParticipantRegistry(configuration, [])).Message;

        Assert.Equal(
            """
            Participants are registered with faults:
            - 'Participants__a__BaseUrl' is '/relative'; it must be an absolute URL.
            - 'Participants__b__BearerToken' has 1 characters; it needs 8 at least, so that an answer that echoes it can be told from one that holds the same by chance.
            - 'Participants__b__Timeout' is 00:20:00; expected a time from 00:00:00.001 to 00:10:00.
            - 'Participants__b': BearerToken and Scope are both set; one of them says who the app is.
            - 'Participants__c__BaseUrl' is missing; expected an absolute URL, such as 'https://bank.example'.
            - 'Participants__c__Key' has 7 characters; it needs 8 at least, so that an answer that echoes it can be told from one that holds the same by chance.
            - 'Participants__d__BaseUrl' must not hold a user or password; set Key, BearerToken or Scope.
            - 'Participants__e__BearerToken' has 1 characters; it needs 8 at least, so that an answer that echoes it can be told from one that holds the same by chance.
            - 'Participants__e__BaseUrl' is 'http://e/'; a key or token is sent over https only, or to this machine.
            - 'Participants__f__BearrToken' is no setting of a participant; expected BaseUrl, Key, KeyHeader, BearerToken, Scope, Timeout.
            - 'Participants__f__KeyHeader' is 'x y'; expected a header's name, of letters, digits and hyphens.
            - 'Participants__g': Failed to convert configuration value 'soon' at 'Participants:g:Timeout' to type 'System.TimeSpan'.
            """,
            faults);
        Assert.DoesNotContain("hidden", faults, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_KeyOverHttpToThisMachine_IsAllowed()
    {
        var registry = new ParticipantRegistry(Settings(("Participants:here:BaseUrl", "http://localhost:8080/api"), ("Participants:here:Key", "eight-88")), []);

        Assert.Equal("eight-88", registry.Find("HERE").Key);
    }

    private static ParticipantClient ClientOf(Participant participant) => new(
        participant,
        new ParticipantRegistry(Settings(("Participants:bank:BaseUrl", "https://bank.example/api"), ("Participants:bank:Key", "s3cret-key"), ("Participants:bank:KeyHeader", "x-bank-key")), []),
        new FakeTimeProvider(_now));

    private static IConfiguration Settings(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();

    private static StepCall<ParticipantCall> Call() => Calls.Of("accounts/1/withdraw");

    /// <summary>A participant that gives one answer and keeps what it was asked.</summary>
    private sealed class Participant(HttpStatusCode status, string body, params (string Name, string Value)[] headers) : HttpMessageHandler, IHttpClientFactory
    {
        public ConcurrentQueue<(string Method, string Url, string Body, Dictionary<string, string> Headers)> Requests { get; } = [];

        /// <summary>The body, where it is not in UTF-8.</summary>
        public byte[]? Bytes { get; init; }

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var text = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken);
            Requests.Enqueue((request.Method.Method, request.RequestUri!.AbsoluteUri, text, request.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase)));
            var response = new HttpResponseMessage(status) { Content = Bytes is null ? new StringContent(body, Encoding.UTF8) : new ByteArrayContent(Bytes) };
            foreach (var (name, value) in headers)
            {
                response.Headers.TryAddWithoutValidation(name, value);
            }

            return response;
        }
    }
}
