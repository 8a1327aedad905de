using PartnerChat.Data.Mail;
using PartnerChat.Web.Background;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Mail;

/// <summary>How an app gets its mails.</summary>
internal static class MailServices
{
    /// <summary>Registers the queue, the words and the sender.</summary>
    /// <exception cref="StartRefusedException">The section <c>Smtp</c> is wrong.</exception>
    public static void AddMail(this WebApplicationBuilder builder)
    {
        var problems = new List<string>();
        var smtp = SmtpSettings.Read(builder.Configuration, problems);
        if (smtp is null && problems.Count == 0 && !builder.Environment.IsDevelopment() && builder.Configuration.GetValue<bool>(AccountSecurity.RequireConfirmedKey))
            problems.Add("Accounts__RequireConfirmedEmail needs a mail server: Smtp__Host and the keys beside it. Without one nobody could confirm.");
        if (problems.Count > 0)
            throw StartRefusedException.ForThisProcess($"Mails cannot be sent as configured:\n  {string.Join("\n  ", problems)}\nWithout any of the keys Smtp__… this server sends no mail.");
        var isShown = builder.Environment.IsDevelopment();
        builder.Services.AddSingleton(new MailSetup(isShown ? null : smtp, isShown, builder.Configuration["PublicUrl"]?.TrimEnd('/') ?? ""));
        builder.Services.AddSingleton<MailSeal>();
        builder.Services.AddSingleton<MailBell>();
        builder.Services.AddSingleton<MailDesk>();
        builder.Services.AddScoped<MailLinks>();
        builder.Services.AddScoped<LetterWriter>();
        builder.Services.AddSingleton<SecurityMails>();
        builder.Services.AddSingleton<IPartingMail>(provider => provider.GetRequiredService<SecurityMails>());
        builder.Services.AddSingleton<DevelopmentMailbox>();
        builder.Services.AddSingleton<SmtpPost>();
        builder.Services.AddSingleton<IPost>(provider => isShown ? provider.GetRequiredService<DevelopmentMailbox>() : provider.GetRequiredService<SmtpPost>());
        builder.Services.AddHostedService<MailSender>();
    }
}
