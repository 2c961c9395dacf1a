using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;
using DurableSagas.EndToEnd.Tests.Security;
using Microsoft.Playwright;

namespace DurableSagas.EndToEnd.Tests.Page;

/// <summary>An app that asks for keys, and a browser to look at it.</summary>
public sealed class PageApp : IAsyncLifetime
{
    public const string Collection = "Page";

    private readonly KeyedApp _keyed = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private AppClient? _operator;

    internal AppClient Operator => _operator!;

    internal string Log => _keyed.Log;

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

    /// <summary>An order that nobody can pay, whose stock cannot be given back.</summary>
    internal async Task<string> StuckAsync(params (string Activity, string Fault)[] faults)
    {
        var shop = await Shop.OpenAsync(Operator, balance: 1m);
        var order = (faults.Length == 0 ? [("ReleaseStock", "fail")] : faults).Aggregate(shop.Order(), (order, fault) => order.With(fault.Item1, fault.Item2));
        var id = (await shop.StartAsync(order)).Id;
        await shop.UntilAsync("standstill", id, saga => saga.Status == "Stuck");
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

