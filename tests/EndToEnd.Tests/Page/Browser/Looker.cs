using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace DurableSagas.EndToEnd.Tests.Page.Browser;

/// <summary>Somebody who looks at the page in a tab of their own; whatever the browser complains of fails the test.</summary>
internal sealed class Looker : IAsyncDisposable
{
    private static readonly string[] _keyNames = ["functionKey", "operatorKey"];

    private readonly IBrowserContext _context;
    private readonly Uri _url;
    private readonly ConcurrentQueue<string> _complaints = [];
    private readonly ConcurrentQueue<IRequest> _requests = [];

    private Looker(IBrowserContext context, IPage page, Uri url)
    {
        (_context, Page, _url) = (context, page, url);
        page.Console += (_, said) =>
        {
            if (said.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase) || said.Text.Contains("TrustedHTML", StringComparison.Ordinal))
            {
                _complaints.Enqueue(said.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Request += (_, request) =>
        {
            _requests.Enqueue(request);
            if (new Uri(request.Url) is { Scheme: not "data" } asked && asked.Authority != url.Authority)
            {
                _complaints.Enqueue($"Asked another origin: {asked}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>What the page has asked for so far.</summary>
    public IReadOnlyList<IRequest> Requests => [.. _requests];

    public static async Task<Looker> OpenAsync(IBrowser browser, Uri url, string[] keys, int width, ColorScheme colours)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ColorScheme = colours,
            Locale = "en-GB",
            TimezoneId = "Europe/Berlin",
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
        });
        foreach (var (name, key) in _keyNames.Zip(keys))
        {
            await context.AddInitScriptAsync($"sessionStorage.setItem('{name}', '{key}')");
        }

        await context.AddInitScriptAsync("addEventListener('securitypolicyviolation', event => console.error('Content Security Policy:', event.violatedDirective, event.blockedURI))");
        var looker = new Looker(context, await context.NewPageAsync(), url);
        await looker.Page.GotoAsync(url.AbsoluteUri);
        return looker;
    }

    public Task GoAsync(string place) => Page.GotoAsync(new Uri(_url, $"ui{place}").AbsoluteUri);

    /// <summary>From now on the saga's view says what its answer is changed to: how the page shows what is hard to bring about.</summary>
    public Task DoctorAsync(string id, Action<JsonNode> change) => Page.RouteAsync(url => url.Contains($"/api/sagas/{id}?", StringComparison.Ordinal), async route =>
    {
        var headers = route.Request.Headers.Where(header => !string.Equals(header.Key, "if-none-match", StringComparison.OrdinalIgnoreCase));
        var view = JsonNode.Parse(await (await route.FetchAsync(new RouteFetchOptions { Headers = headers })).TextAsync())!;
        change(view);
        await route.FulfillAsync(new RouteFulfillOptions { ContentType = "application/json", Body = view.ToJsonString() });
    });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name });

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = name });

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.Empty(_complaints);
    }
}
