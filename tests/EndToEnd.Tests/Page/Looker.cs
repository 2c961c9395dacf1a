using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace DurableSagas.EndToEnd.Tests.Page;

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
            ColorScheme = colours, Locale = "en-GB", TimezoneId = "Europe/Berlin", ViewportSize = new ViewportSize { Width = width, Height = 900 },
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

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name });

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = name });

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.Empty(_complaints);
    }
}
