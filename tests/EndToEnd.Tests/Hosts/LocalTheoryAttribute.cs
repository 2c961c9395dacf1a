using System.Runtime.CompilerServices;

namespace DurableSagas.EndToEnd.Tests.Hosts;

/// <summary>A theory for the same reason as <see cref="LocalFactAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LocalTheoryAttribute : TheoryAttribute
{
    public LocalTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Skip = "It kills or restarts the app's process, and the app at DURABLESAGAS_URL is not ours to do that to.";
        SkipType = typeof(LocalFactAttribute);
        SkipUnless = nameof(LocalFactAttribute.IsLocal);
    }
}
