using MailKit.Security;
using Microsoft.Extensions.Configuration;
using PartnerChat.Web.Mail;

namespace PartnerChat.Tests.Web.Mail;

public sealed class SmtpSettingsTests
{
    private static readonly Dictionary<string, string?> Right = new()
    {
        ["Smtp:Host"] = "mail.example.org",
        ["Smtp:From"] = "PartnerChat <partnerchat@example.org>",
        ["PublicUrl"] = "https://chat.example.org",
    };

    [Fact]
    public void Read_HostAndSender_EncryptsByItself()
    {
        var settings = Read(Right, out var problems);

        Assert.Empty(problems);
        Assert.Equal(("mail.example.org", 587, SecureSocketOptions.StartTls), (settings!.Host, settings.Port, settings.Security));
    }

    [Fact]
    public void Read_NothingOfMail_IsNone()
    {
        var settings = Read(new() { ["PublicUrl"] = "https://chat.example.org" }, out var problems);

        Assert.Empty(problems);
        Assert.Null(settings);
    }

    [Fact]
    public void Read_InTheClearOnThisMachine_IsAllowed()
    {
        Assert.Equal(25, Read(new(Right) { ["Smtp:Host"] = "localhost", ["Smtp:Security"] = "none" }, out _)!.Port);
    }

    [Theory]
    [InlineData("Smtp:Host", "", "Smtp__Host")]
    [InlineData("Smtp:Host", "smtp://mail.example.org", "Smtp__Host")]
    [InlineData("Smtp:Security", "ssl", "Smtp__Security")]
    [InlineData("Smtp:Security", "none", "Smtp__Security")]
    [InlineData("Smtp:Port", "70000", "Smtp__Port")]
    [InlineData("Smtp:User", "nora", "Smtp__User")]
    [InlineData("Smtp:From", "nobody", "Smtp__From")]
    [InlineData("PublicUrl", "", "PublicUrl")]
    public void Read_SomethingWrong_NamesIt(string key, string value, string named)
    {
        var settings = Read(new(Right) { [key] = value }, out var problems);

        Assert.Null(settings);
        Assert.StartsWith(named, Assert.Single(problems), StringComparison.Ordinal);
    }

    private static SmtpSettings? Read(Dictionary<string, string?> values, out List<string> problems) =>
        SmtpSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), problems = []);
}
