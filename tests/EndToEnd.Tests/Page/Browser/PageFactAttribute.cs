using System.Runtime.CompilerServices;
using DurableSagas.EndToEnd.Tests.Hosts;

namespace DurableSagas.EndToEnd.Tests.Page.Browser;

/// <summary>A test of the operators' page in a browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PageFactAttribute : FactAttribute
{
    public PageFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Skip = "It needs Chromium on PATH (apt-get install chromium), and an app that these tests start.";
        SkipType = typeof(PageFactAttribute);
        SkipUnless = nameof(HasBrowser);
    }

    public static bool HasBrowser => Chromium.Path is not null && LocalFactAttribute.IsLocal;
}
