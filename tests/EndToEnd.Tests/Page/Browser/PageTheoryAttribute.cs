using System.Runtime.CompilerServices;

namespace DurableSagas.EndToEnd.Tests.Page.Browser;

/// <summary>A theory for the same reason as <see cref="PageFactAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PageTheoryAttribute : TheoryAttribute
{
    public PageTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Skip = "It needs Chromium on PATH (apt-get install chromium), and an app that these tests start.";
        SkipType = typeof(PageFactAttribute);
        SkipUnless = nameof(PageFactAttribute.HasBrowser);
    }
}
