using System.Net;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;
using DurableSagas.EndToEnd.Tests.Page.Browser;
using static Microsoft.Playwright.Assertions;

namespace DurableSagas.EndToEnd.Tests.Page;

[Collection(PageApp.Collection)]
public sealed class TextTests(PageApp app)
{
    private const string Markup = "<img src=x onerror=\\\"document.title='pwned'\\\"><script>document.title='pwned'</script>";

    [PageFact]
    public async Task Text_FromOutside_StaysText()
    {
        var id = await app.WaitingAsync(Shop.NewId("text")[..16]);
        (await app.Operator.PostAsync($"api/sagas/{id}/cancel", $$"""{"reason":"{{Markup}}"}""")).Expect(HttpStatusCode.Accepted);
        await using var looker = await app.OpenAsync($"#/sagas/{id}");

        await Expect(looker.Page.Locator("saga-detail")).ToContainTextAsync("<img src=x onerror=", new() { Timeout = 20_000 });

        await Expect(looker.Page.Locator("img, main script")).ToHaveCountAsync(0);
        Assert.Equal("Sagas", await looker.Page.TitleAsync());
    }

    [PageFact]
    public async Task Address_WithMarkup_IsAFilterAndNothingElse()
    {
        await using var looker = await app.OpenAsync("#/?status=%3Cimg%20src=x%3E&name=%3Cb%3E");

        await Expect(looker.Page.Locator("saga-list p[role=status]")).ToContainTextAsync("The request is not valid: name: ");
        await Expect(looker.Page.GetByLabel("Status")).ToHaveValueAsync("<img src=x>");
        await Expect(looker.Page.GetByLabel("Name")).ToHaveValueAsync("<b>");
        await Expect(looker.Page.Locator("img")).ToHaveCountAsync(0);
    }
}
