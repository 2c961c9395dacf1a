using System.Net;
using System.Text.Json;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;
using DurableSagas.EndToEnd.Tests.Page.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DurableSagas.EndToEnd.Tests.Page;

[Collection(PageApp.Collection)]
public sealed class RightsTests(PageApp app)
{
    private const string Acting = "saga-list button, saga-list input[type=checkbox], saga-detail button";

    [PageFact]
    public async Task Caller_WithoutTheOperatorsRight_SeesNoButtonAndAForgedRequestIsRefused()
    {
        var (stuck, waiting) = (await app.StuckAsync(), await app.WaitingAsync(Shop.NewId("reader")[..16]));
        await using var looker = await app.OpenAsync(asOperator: false);

        await Expect(looker.Page.Locator("saga-head")).ToContainTextAsync("only operators may act");
        await Expect(looker.Page.Locator("ol.rows")).ToContainTextAsync(stuck);
        await Expect(looker.Page.Locator(Acting)).ToHaveCountAsync(0);
        foreach (var id in new[] { stuck, waiting })
        {
            await looker.GoAsync($"#/sagas/{id}");
            await Expect(looker.Page.Locator("saga-detail .id").First).ToContainTextAsync(id);
            await Expect(looker.Heading("Timeline")).ToBeVisibleAsync();
            await Expect(looker.Page.Locator(Acting)).ToHaveCountAsync(0);
        }

        var forged = await looker.Page.EvaluateAsync<JsonElement>("""
            async id => (await Promise.all(['rewind', 'interventions', 'terminate', 'cancel'].map(what => fetch(`sagas/${id}/${what}`, {
              method: 'POST', headers: { 'x-functions-key': sessionStorage.getItem('functionKey'), 'x-operator-key': 'x'.repeat(20), 'Content-Type': 'application/json' },
              body: JSON.stringify({ reason: 'forged', ...(what === 'interventions' ? { action: 'Skip', step: 'ReserveStock', operation: 'Compensation' } : {}) }),
            })))).map(answer => answer.status)
            """, stuck);

        Assert.Equal(Enumerable.Repeat((int)HttpStatusCode.Forbidden, 4), forged.EnumerateArray().Select(status => status.GetInt32()));
    }

    [PageFact]
    public async Task Key_Given_IsKeptForTheTabAndStandsNowhereElse()
    {
        await using var looker = await app.OpenWithoutKeyAsync();
        await Expect(looker.Page.Locator("saga-head")).ToContainTextAsync("The app asks for a function key.");

        await looker.Page.GetByLabel("Function key").FillAsync(Security.KeyedApp.Key);
        await looker.Page.GetByLabel("Operator key").FillAsync(Security.KeyedApp.OperatorKey);
        await looker.Button("Use").ClickAsync();

        await Expect(looker.Page.Locator("saga-head [role=status]")).ToHaveTextAsync("operator");
        var dom = await looker.Page.EvaluateAsync<string>("() => document.documentElement.outerHTML + [...document.querySelectorAll('input')].map(input => input.value).join() + document.cookie + JSON.stringify(localStorage)");
        Assert.All([Security.KeyedApp.Key, Security.KeyedApp.OperatorKey], key =>
        {
            Assert.DoesNotContain(key, dom, StringComparison.Ordinal);
            Assert.DoesNotContain(key, app.Log, StringComparison.Ordinal);
            Assert.DoesNotContain(looker.Requests, request => request.Url.Contains(key, StringComparison.Ordinal));
        });
        await looker.Page.ReloadAsync();
        await Expect(looker.Page.Locator("saga-head [role=status]")).ToHaveTextAsync("operator");
    }
}
