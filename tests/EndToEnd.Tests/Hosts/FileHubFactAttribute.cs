using System.Runtime.CompilerServices;

namespace DurableSagas.EndToEnd.Tests.Hosts;

/// <summary>A local test of what only a task hub can do that is a file, apart from storage.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FileHubFactAttribute : FactAttribute
{
    public FileHubFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Skip = "Here the task hub is in the storage account, as in Azure: there is no file, and what cuts storage off cuts it off, too.";
        SkipType = typeof(FileHubFactAttribute);
        SkipUnless = nameof(IsFile);
    }

    public static bool IsFile => LocalFactAttribute.IsLocal && TaskHub.IsFile;
}
