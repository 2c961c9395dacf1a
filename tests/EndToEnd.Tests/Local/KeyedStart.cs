using System.Net;
using DurableSagas.EndToEnd.Tests.Api;

namespace DurableSagas.EndToEnd.Tests.Local;

/// <summary>One saga, asked for until it is answered: always with the same key.</summary>
internal sealed class KeyedStart(string path, string json)
{
    private readonly string _key = Guid.NewGuid().ToString("N");

    /// <summary>Null until a start was answered.</summary>
    public string? Id { get; private set; }

    public SagaAnswer? Saga { get; private set; }

    public async Task StartAsync(AppClient app)
    {
        try
        {
            Id ??= (await app.PostAsync(path, json, _key)).Expect(HttpStatusCode.Accepted).Read<StartAnswer>().Id;
        }
        catch (HttpRequestException)
        {
            // The app died before it answered. Nobody knows whether it had started the saga: the caller asks again.
        }
    }

    public async Task EndAsync(AppClient app) => Saga = await Poll.UntilAsync(
        $"end of saga '{Id}'", async () => (await app.GetAsync($"api/sagas/{Id}")).Expect(HttpStatusCode.OK).Read<SagaAnswer>(), saga => saga.HasEnded);
}
