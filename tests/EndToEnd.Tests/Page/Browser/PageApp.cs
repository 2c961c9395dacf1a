using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;
using DurableSagas.EndToEnd.Tests.Security;
using Microsoft.Playwright;

namespace DurableSagas.EndToEnd.Tests.Page.Browser;

/// <summary>An app that asks for keys, and a browser to look at it.</summary>
public sealed class PageApp : IAsyncLifetime
{
    public const string Collection = "Page";

    private readonly KeyedApp _keyed = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private AppClient? _operator;
    private Task<string>? _stuck;

    internal AppClient Operator => _operator!;

    internal string Log => _keyed.Log;

    internal string Storage => _keyed.Storage;

    public async ValueTask InitializeAsync()
    {
        if (PageFactAttribute.HasBrowser)
        {
            await _keyed.InitializeAsync();
            _operator = _keyed.Operator;
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium.Path, Args = ["--no-sandbox"] });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
        _operator?.Dispose();
        await _keyed.DisposeAsync();
    }

    /// <summary>The page as an operator sees it, unless said otherwise.</summary>
    internal Task<Looker> OpenAsync(string place = "", bool asOperator = true, int width = 1280, ColorScheme colours = ColorScheme.Light) =>
        Looker.OpenAsync(_browser!, new Uri(_keyed.Url, $"api/ui{place}"), asOperator ? [KeyedApp.Key, KeyedApp.OperatorKey] : [KeyedApp.Key], width, colours);

    /// <summary>The page of a browser that was given no key.</summary>
    internal Task<Looker> OpenWithoutKeyAsync() => Looker.OpenAsync(_browser!, new Uri(_keyed.Url, "api/ui"), [], 1280, ColorScheme.Light);

    /// <summary>A stuck saga that no test changes.</summary>
    internal Task<string> StuckAsync() => _stuck ??= NewStuckAsync();

    /// <summary>An order that nobody can pay, whose stock cannot be given back.</summary>
    internal Task<string> NewStuckAsync() => NewStuckAsync(1m, ("ReleaseStock", "fail"));

    internal async Task<string> NewStuckAsync(decimal balance, params (string Activity, string Fault)[] faults)
    {
        var shop = await Shop.OpenAsync(Operator, balance: balance);
        var id = (await shop.StartAsync(faults.Aggregate(shop.Order(), (order, fault) => order.With(fault.Activity, fault.Fault)))).Id;
        return (await shop.UntilAsync("standstill", id, saga => saga.HasEnded)).Status == "Stuck" ? id : throw new InvalidOperationException($"Saga '{id}' is not stuck.");
    }

    /// <summary>A transaction whose first step, which nothing undoes, nobody answers: it is stuck at what it was to do.</summary>
    internal async Task<string> StuckAtActionAsync()
    {
        const string document = """
            {"protocol":"saga","name":"unanswered","steps":[
              {"name":"take","participant":"nowhere","kind":"Pivot","retry":{"maxAttempts":2,"firstDelay":"PT0.1S"},"action":{"method":"POST","path":"a"}}]}
            """;
        var id = (await Operator.PostAsync("api/transactions", document)).Expect(HttpStatusCode.Accepted).Read<StartAnswer>().Id;
        await Poll.UntilAsync($"preview of the rewind of '{id}'", () => Operator.GetAsync($"api/sagas/{id}/rewind"), answer => answer.Status == HttpStatusCode.OK);
        return id;
    }

    /// <summary>A transaction that waits for a person before anything else.</summary>
    internal async Task<string> WaitingAsync(string name, int steps = 1, string within = "PT1H")
    {
        var others = Enumerable.Range(1, steps - 1).Select(step => $$$"""{"name":"step-{{{step}}}","participant":"nowhere","action":{"method":"POST","path":"a"},"compensation":{"method":"POST","path":"b"}}""");
        var approve = $$"""{"name":"Approve","kind":"Approval","within":"{{within}}"}""";
        var document = $$"""{"protocol":"saga","name":"{{name}}","steps":[{{string.Join(',', others.Prepend(approve))}}]}""";
        return (await Operator.PostAsync("api/transactions", document)).Expect(HttpStatusCode.Accepted).Read<StartAnswer>().Id;
    }
}

