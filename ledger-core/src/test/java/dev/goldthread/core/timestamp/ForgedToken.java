package dev.goldthread.core.timestamp;

import dev.goldthread.core.timestamp.LocalAuthority.Stamper;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;

/** A time stamp response put together by hand, with certificates that no honest tool takes. */
final class ForgedToken {

    private ForgedToken() {}

    static byte[] by(Stamper stamper, TimestampRequest request, Instant time) throws Exception {
        byte[] info = info(request, time);
        byte[] hash = HashAlgorithm.SHA_256.hash(stamper.certificate().getEncoded());
        Attribute named =
                new Attribute(
                        PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                        new DERSet(
                                new SigningCertificateV2(
                                        new ESSCertIDv2[] {new ESSCertIDv2(hash)})));
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder()
                        .setSignedAttributeGenerator(
                                new DefaultSignedAttributeTableGenerator(
                                        new AttributeTable(new DERSet(named))))
                        .build(
                                stamper.signatureAlgorithm(),
                                stamper.key().getPrivate(),
                                stamper.certificate()));
        generator.addCertificates(new JcaCertStore(stamper.chain()));
        ContentInfo token =
                generator
                        .generate(
                                new CMSProcessableByteArray(
                                        PKCSObjectIdentifiers.id_ct_TSTInfo, info),
                                true)
                        .toASN1Structure();
        ASN1EncodableVector response = new ASN1EncodableVector();
        response.add(new DERSequence(new ASN1Integer(BigInteger.ZERO)));
        response.add(token);
        return new DERSequence(response).getEncoded("DER");
    }

    private static byte[] info(TimestampRequest request, Instant time) throws Exception {
        var asked = new org.bouncycastle.tsp.TimeStampRequest(request.toBytes());
        return new TSTInfo(
                        new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1"),
                        new org.bouncycastle.asn1.tsp.MessageImprint(
                                asked.getMessageImprintAlgID(), asked.getMessageImprintDigest()),
                        new ASN1Integer(4711),
                        new ASN1GeneralizedTime(Date.from(time)),
                        null,
                        null,
                        new ASN1Integer(request.nonce()),
                        null,
                        null)
                .getEncoded("DER");
    }
}
