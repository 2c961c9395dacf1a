using System.Net;
using DurableSagas.EndToEnd.Tests.Hosts;

namespace DurableSagas.EndToEnd.Tests.Http;

public sealed class HealthTests(AppHost host)
{
    [Fact]
    public async Task Health_EverythingAnswers_IsHealthyInAllParts()
    {
        var answer = await host.App.GetAsync("api/health");

        Assert.Equal("""{"status":"Healthy","storage":"Healthy","taskHub":"Healthy"}""", answer.Expect(HttpStatusCode.OK).Text);
    }
}
